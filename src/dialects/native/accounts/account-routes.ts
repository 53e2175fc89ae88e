/** Accounts: the companies, customers and businesses that contacts belong to. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { makeOrRead, once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toWire } from './mapping.ts';
import { Account, AccountChange, AccountCreate, AccountPage, AccountQuery } from './schema.ts';

const tags = ['Accounts'];

export function accountRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/accounts',
    {
      config: needs('account.write'),
      schema: {
        summary: 'Create an account',
        tags,
        body: AccountCreate,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const account = await makeOrRead(
          () => hub.accounts.create(context, { ...request.body, ...own }),
          (id) => hub.accounts.update(context, id, {}),
          own,
        );
        reply.code(201).header('location', locationOf(services, request, `accounts/${account.id}`));
        return toWire(tagged(reply, account));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/accounts/:id',
    {
      config: needs('account.write'),
      schema: {
        summary: 'Change an account',
        description: 'JSON Merge Patch.',
        tags,
        params: IdParams,
        body: AccountChange,
        response: { 200: Account },
      },
    },
    async (request, reply) => {
      const id = toPathId('account', request.params.id);
      const options = ifMatch(request);
      const account = await hub.accounts.update(tenantOf(request), id, request.body, options);
      return toWire(tagged(reply, account));
    },
  );

  app.delete(
    '/api/v1/accounts/:id',
    {
      config: needs('account.write'),
      schema: {
        summary: 'Delete an account',
        description: 'It stays listed with active: false, its relations stay.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('account', request.params.id);
      await hub.accounts.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/accounts/:id',
    {
      config: needs('account.read'),
      schema: { summary: 'Read an account', tags, params: IdParams, response: { 200: Account } },
    },
    async (request, reply) => {
      const id = toPathId('account', request.params.id);
      const account = await hub.accounts.get(tenantOf(request), id);
      if (isUnchanged(request, reply, account)) return reply;
      return toWire(tagged(reply, account));
    },
  );

  app.get(
    '/api/v1/accounts',
    {
      config: needs('account.read'),
      schema: {
        summary: 'List accounts',
        tags,
        querystring: AccountQuery,
        response: { 200: AccountPage },
      },
    },
    async (request) => {
      const query = toRecordQuery(request.query, ['externalId']);
      const after = afterCursor('accounts', query.sort, request.query.cursor);
      const page = await hub.accounts.list(tenantOf(request), { ...query, ...after });
      return toPage('accounts', query.sort, page, toWire);
    },
  );
}
