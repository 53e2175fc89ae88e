/** ServiceTitan's locations: `/crm/v2/tenant/{tenant}/locations`. */
import { NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { refusal } from '../error/refusal.ts';
import { answerPage } from '../list/page.ts';
import { ApiErrorResponse, refused, refusedOrMissing, TenantParams } from '../wire/schema.ts';
import { toListRequest } from './list-query.ts';
import { toChange, toCreatedWire, toDraft, toWire } from './mapping.ts';
import {
  CreatedLocationResponse,
  CreateLocationRequest,
  LocationListParameters,
  LocationPage,
  LocationParams,
  LocationResponse,
  UpdateLocationRequest,
} from './schema.ts';

const locations = '/crm/v2/tenant/:tenant/locations';
const location = `${locations}/:id`;

export function locationRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerCollection(app, hub);
  registerOne(app, hub);
}

function registerCollection(app: DialectApp, hub: Hub): void {
  app.get(
    locations,
    {
      config: needs('site.read'),
      schema: {
        operationId: 'Locations_GetList',
        summary: 'List locations',
        params: TenantParams,
        querystring: LocationListParameters,
        response: { 200: LocationPage, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const asked = toListRequest(request.query);
      const source = {
        list: () => hub.sites.list(context, asked),
        count: () => hub.sites.count(context, asked.filters),
      };
      return answerPage(asked, source, toWire);
    },
  );
  app.post(
    locations,
    {
      config: needs('site.write'),
      schema: {
        operationId: 'Locations_Create',
        summary: 'Create a location of a customer',
        description: 'Its contacts are copied to the customer.',
        params: TenantParams,
        body: CreateLocationRequest,
        response: { 200: CreatedLocationResponse, ...refused, 409: ApiErrorResponse },
      },
    },
    async (request) => {
      const { customerId, ...wire } = request.body;
      const created = hub.sites.create(tenantOf(request), customerId, toDraft(wire));
      return toCreatedWire(await knowingCustomer(created));
    },
  );
}

function registerOne(app: DialectApp, hub: Hub): void {
  app.get(
    location,
    {
      config: needs('site.read'),
      schema: {
        operationId: 'Locations_Get',
        summary: 'Get a location',
        params: LocationParams,
        response: { 200: LocationResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { id } = request.params;
      const site = await hub.sites.findByNumber(tenantOf(request), id);
      if (!site) throw new NotFound('site', String(id));
      return toWire(site);
    },
  );
  app.patch(
    location,
    {
      config: needs('site.write'),
      schema: {
        operationId: 'Locations_Update',
        summary: 'Change a location',
        params: LocationParams,
        body: UpdateLocationRequest,
        response: { 200: LocationResponse, ...refusedOrMissing, 409: ApiErrorResponse },
      },
    },
    async (request) => {
      const { params, body } = request;
      const context = tenantOf(request);
      const changed = hub.sites.change(context, params.id, (before) => toChange(body, before));
      return toWire(await knowingCustomer(changed));
    },
  );
}

/** A location's customer is part of its body, so that an unknown one is no 404 of the path. */
async function knowingCustomer<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof NotFound) || error.entity !== 'account') throw error;
    throw refusal('unknown-customer');
  }
}
