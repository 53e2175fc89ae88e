/** ServiceTitan's exports: `/crm/v2/tenant/{tenant}/export/…`, for whoever keeps a copy. */
import type { TSchema } from 'typebox';
import type { Capability } from '../../../core/capability.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { toWire as toCustomer } from '../customers/mapping.ts';
import { CustomerResponse } from '../customers/schema.ts';
import { toExportedWire } from '../legacy-contacts/mapping.ts';
import { customerOwner, locationOwner } from '../legacy-contacts/owner.ts';
import { exportedContact } from '../legacy-contacts/schema.ts';
import { toWire as toLocation } from '../locations/mapping.ts';
import { LocationResponse } from '../locations/schema.ts';
import { refused, TenantParams } from '../wire/schema.ts';
import { readExport, type ExportClock } from './read-export.ts';
import { ExportParameters, exportOf } from './schema.ts';

interface ExportRoute {
  readonly path: string;
  readonly operationId: string;
  readonly capability: Capability;
  readonly item: TSchema;
  read(
    context: TenantContext,
    asked: { readonly wire: ExportParameters; readonly clock: ExportClock },
  ): Promise<{ hasMore: boolean; continueFrom: string; data: object[] }>;
}

export function exportRoutes(app: DialectApp, services: DialectServices): void {
  const { clock, exportLag: lag } = services;
  for (const route of exportsOf(services)) {
    app.get(
      `/crm/v2/tenant/:tenant/export/${route.path}`,
      {
        config: needs(route.capability),
        schema: {
          operationId: route.operationId,
          summary: `Export all ${route.path.replace('/', ', their ')} in the order of their changes`,
          params: TenantParams,
          querystring: ExportParameters,
          response: { 200: exportOf(route.item), ...refused },
        },
      },
      async (request) => {
        const context = tenantOf(request);
        const now = clock.of(context.tenantId).now();
        return route.read(context, { wire: request.query, clock: { now, lag } });
      },
    );
  }
}

function exportsOf({ hub }: DialectServices): readonly ExportRoute[] {
  const customers = {
    name: 'customers',
    list: hub.accounts.list.bind(hub.accounts),
  };
  const locations = { name: 'locations', list: hub.sites.list.bind(hub.sites) };
  const contactsOf = (owner: typeof customerOwner): ExportRoute => ({
    path: `${owner.collection}/contacts`,
    operationId: `Export_${owner.operations}Contacts`,
    capability: owner.read,
    item: exportedContact(owner),
    read: (context, asked) => {
      const name = `${owner.collection}/contacts`;
      const source = {
        name,
        list: (...[whose, query]: Parameters<typeof hub.sites.list>) =>
          hub.contactPoints.list(whose, owner.kind, query),
      };
      return readExport(context, source, asked, toExportedWire(owner));
    },
  });
  return [
    {
      path: 'customers',
      operationId: 'Export_Customers',
      capability: 'account.read',
      item: CustomerResponse,
      read: (context, asked) => readExport(context, customers, asked, toCustomer),
    },
    {
      path: 'locations',
      operationId: 'Export_Locations',
      capability: 'site.read',
      item: LocationResponse,
      read: (context, asked) => readExport(context, locations, asked, toLocation),
    },
    contactsOf(customerOwner),
    contactsOf(locationOwner),
  ];
}
