/** Businesses, which are the hub's accounts. */
import type { Account } from '../../../core/account/account.ts';
import { NotFound } from '../../../core/errors.ts';
import type { AccountService } from '../../../core/service/account-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { idOf } from '../routes/id.ts';
import { windowOf } from '../routes/window.ts';
import { BusinessParams } from '../schema.ts';
import { toAccountPatch, toWireBusiness } from './mapping.ts';
import {
  BusinessesQuery,
  BusinessesReply,
  BusinessReply,
  CreateBusinessBody,
  DeletedBusinessReply,
  UpdateBusinessBody,
  WrittenBusinessReply,
} from './schema.ts';

const businesses = '/businesses';
const business = `${businesses}/:businessId`;

export function businessRoutes(app: DialectApp, services: DialectServices): void {
  registerList(app, services);
  registerCreate(app, services);
  registerGet(app, services);
  registerUpdate(app, services);
  registerDelete(app, services);
}

function registerList(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-businesses-by-location',
    summary: 'List businesses',
    querystring: BusinessesQuery,
    response: { 200: BusinessesReply },
  };
  app.get(businesses, { config: needs('account.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { locationId, ...part } = request.query;
    const accounts = await windowOf(part, async (page, limit) => {
      const { items } = await hub.accounts.list(context, {
        filters: [{ field: 'active', op: 'eq', value: true }],
        sort: { field: 'createdAt', direction: 'asc' },
        limit,
        page,
      });
      return items;
    });
    const shown = accounts.map((account) => toWireBusiness(account, locationId));
    return { businesses: shown, traceId: newTraceId() };
  });
}

function registerCreate(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'create-business',
    summary: 'Create a business',
    body: CreateBusinessBody,
    response: { 201: WrittenBusinessReply },
  };
  app.post(businesses, { config: needs('account.write'), schema }, async (request, reply) => {
    const context = tenantOf(request);
    const { locationId, name, ...fields } = request.body;
    assertLocation(locationId, context);
    const account = await hub.accounts.create(context, { ...toAccountPatch(fields), name });
    reply.code(201);
    return written(account, locationId);
  });
}

function registerGet(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-business',
    summary: 'Get a business',
    params: BusinessParams,
    response: { 200: BusinessReply },
  };
  app.get(business, { config: needs('account.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const account = await activeOf(hub.accounts, context, request.params.businessId);
    const { locationId } = context.workspace;
    return { business: toWireBusiness(account, locationId), traceId: newTraceId() };
  });
}

function registerUpdate(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'update-business',
    summary: 'Change a business',
    params: BusinessParams,
    body: UpdateBusinessBody,
    response: { 200: WrittenBusinessReply },
  };
  app.put(business, { config: needs('account.write'), schema }, async (request) => {
    const context = tenantOf(request);
    const id = idOf('account', request.params.businessId);
    const patch = toAccountPatch(request.body);
    const account = await hub.accounts.update(context, id, patch, { onlyActive: true });
    return written(account, context.workspace.locationId);
  });
}

function registerDelete(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'delete-Business',
    summary: 'Delete a business',
    params: BusinessParams,
    response: { 200: DeletedBusinessReply },
  };
  app.delete(business, { config: needs('account.write'), schema }, async (request) => {
    const id = idOf('account', request.params.businessId);
    await hub.accounts.remove(tenantOf(request), id, { onlyActive: true });
    return { success: true, traceId: newTraceId() };
  });
}

/** @throws NotFound for a deleted one, too, which the hub keeps. */
async function activeOf(
  accounts: AccountService,
  context: TenantContext,
  text: string,
): Promise<Account> {
  const account = await accounts.get(context, idOf('account', text));
  if (!account.active) throw new NotFound('account', account.id);
  return account;
}

function written(account: Account, locationId: string) {
  const shown = toWireBusiness(account, locationId);
  return { success: true, buiseness: shown, business: shown, traceId: newTraceId() };
}
