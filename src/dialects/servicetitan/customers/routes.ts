/** ServiceTitan's customers: `/crm/v2/tenant/{tenant}/customers`. They are the accounts of all the other APIs. */
import { NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { answerPage } from '../list/page.ts';
import { refused, refusedOrMissing, TenantParams } from '../wire/schema.ts';
import { toListRequest } from './list-query.ts';
import { toCreatedWire, toDraft, toPatch, toWire } from './mapping.ts';
import {
  CreateCustomerRequest,
  CreatedCustomerResponse,
  CustomerListParameters,
  CustomerPage,
  CustomerParams,
  CustomerResponse,
  UpdateCustomerRequest,
} from './schema.ts';

const customers = '/crm/v2/tenant/:tenant/customers';
const customer = `${customers}/:id`;

export function customerRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerCollection(app, hub);
  registerOne(app, hub);
}

function registerCollection(app: DialectApp, hub: Hub): void {
  app.get(
    customers,
    {
      config: needs('account.read'),
      schema: {
        operationId: 'Customers_GetList',
        summary: 'List customers',
        params: TenantParams,
        querystring: CustomerListParameters,
        response: { 200: CustomerPage, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const asked = toListRequest(request.query);
      const source = {
        list: () => hub.accounts.list(context, asked),
        count: () => hub.accounts.count(context, asked.filters),
      };
      return answerPage(asked, source, toWire);
    },
  );
  app.post(
    customers,
    {
      config: needs('account.write'),
      schema: {
        operationId: 'Customers_Create',
        summary: 'Create a customer with its locations',
        description: 'The contacts of a location are copied to the customer.',
        params: TenantParams,
        body: CreateCustomerRequest,
        response: { 200: CreatedCustomerResponse, ...refused },
      },
    },
    async (request) =>
      toCreatedWire(await hub.accounts.open(tenantOf(request), toDraft(request.body))),
  );
}

function registerOne(app: DialectApp, hub: Hub): void {
  app.get(
    customer,
    {
      config: needs('account.read'),
      schema: {
        operationId: 'Customers_Get',
        summary: 'Get a customer',
        params: CustomerParams,
        response: { 200: CustomerResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { id } = request.params;
      const account = await hub.accounts.findByNumber(tenantOf(request), id);
      if (!account) throw new NotFound('account', String(id));
      return toWire(account);
    },
  );
  app.patch(
    customer,
    {
      config: needs('account.write'),
      schema: {
        operationId: 'Customers_Update',
        summary: 'Change a customer',
        params: CustomerParams,
        body: UpdateCustomerRequest,
        response: { 200: CustomerResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { params, body } = request;
      const context = tenantOf(request);
      return toWire(
        await hub.accounts.change(context, params.id, (before) => toPatch(body, before)),
      );
    },
  );
}
