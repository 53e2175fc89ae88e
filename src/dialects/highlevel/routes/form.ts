/** What of the request decides how a contact is spelled in the reply. */
import type { FastifyRequest } from 'fastify';
import { tenantOf } from '../../../http/plugin.ts';
import { isV3 } from '../auth.ts';
import type { WireForm } from '../mapping.ts';

export function formOf(request: FastifyRequest): WireForm {
  return { locationId: tenantOf(request).workspace.locationId, v3: isV3(request) };
}
