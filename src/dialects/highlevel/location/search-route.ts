/**
 * `GET /locations/search`: the locations that the token reaches. A token of a location reaches its own and no other of
 * its company.
 */
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { isCompany } from '../oauth/company.ts';
import { toWireLocation } from './mapping.ts';
import { LocationsQuery, LocationsReply } from './schema.ts';

export function locationSearchRoute(app: DialectApp): void {
  const schema = {
    operationId: 'search-locations',
    summary: 'Find the locations of the token',
    querystring: LocationsQuery,
    response: { 200: LocationsReply },
  };
  app.get('/locations/search', { config: needs('workspace.read'), schema }, async (request) => {
    const { workspace } = tenantOf(request);
    const { companyId, email, skip, limit } = request.query;
    // A workspace has no e-mail address of its own.
    const isFound =
      email === undefined && (companyId === undefined || isCompany(companyId, workspace));
    const found = isFound ? [toWireLocation(workspace)] : [];
    return { locations: found.slice(skip, skip + limit), traceId: newTraceId() };
  });
}
