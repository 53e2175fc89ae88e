/** `/v1.0/customers`, `/v1.0/customer` and `/v1.0/me`: a workspace is a customer, and nobody sees any but their own. */
import { NotFound } from '../../../core/errors.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { formatIsoMicrosTrimmed } from '../../../core/value/instant.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { pageSizeOf, positionOf, tokenAfter } from '../routes/page.ts';
import { toUuid } from '../routes/path-id.ts';
import { ErrorResponse, ListParameters } from '../schema.ts';
import { Agent, Customer, CustomerList, CustomerParams } from './schema.ts';

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse };

export function customerRoutes(app: DialectApp, { auth }: DialectServices): void {
  registerList(app, auth);
  registerSingle(app, auth);
  app.get(
    '/v1.0/me',
    {
      config: needs(null),
      schema: {
        operationId: 'GetMe',
        summary: 'Who is asking',
        response: { 200: Agent, 401: ErrorResponse },
      },
    },
    async (request) => toAgent(tenantOf(request)),
  );
}

type Auth = DialectServices['auth'];

function registerList(app: DialectApp, auth: Auth): void {
  app.get(
    '/v1.0/customers',
    {
      config: needs('workspace.read'),
      schema: {
        operationId: 'GetCustomers',
        summary: 'List customers: the caller’s own',
        querystring: ListParameters,
        response: { 200: CustomerList, ...refused },
      },
    },
    async (request) => {
      pageSizeOf(request.query);
      const before = positionOf(request.query);
      const own = await auth.workspaces.get(tenantOf(request));
      const page = before === null || own.createdAt < before ? [own] : [];
      return { result: page.map(toCustomer), next_page_token: tokenAfter(page) };
    },
  );
}

function registerSingle(app: DialectApp, auth: Auth): void {
  app.get(
    '/v1.0/customer',
    {
      config: needs('workspace.read'),
      schema: {
        operationId: 'GetCustomer',
        summary: 'Read the caller’s own customer',
        response: { 200: Customer, ...refused },
      },
    },
    async (request) => toCustomer(await auth.workspaces.get(tenantOf(request))),
  );
  app.get(
    '/v1.0/customers/:id',
    {
      config: needs('workspace.read'),
      schema: {
        operationId: 'GetCustomersId',
        summary: 'Read a customer: the caller’s own',
        params: CustomerParams,
        response: { 200: Customer, ...refused, 404: ErrorResponse },
      },
    },
    async (request) => {
      const own = await auth.workspaces.get(tenantOf(request));
      if (own.id !== toUuid(request.params.id)) throw new NotFound('workspace', request.params.id);
      return toCustomer(own);
    },
  );
}

function toCustomer(workspace: Workspace) {
  return {
    id: workspace.id,
    name: workspace.name,
    detail: '',
    webhook_method: '',
    webhook_uri: '',
    email_verified: true,
    status: 'active',
    tm_create: formatIsoMicrosTrimmed(workspace.createdAt),
    tm_update: null,
    tm_delete: null,
  };
}

/** Keys are answered too: the vendor's command line asks with one to see whether it is good. */
function toAgent({ principalId, workspace, capabilities }: TenantContext) {
  const isAdmin = capabilities.has('keys.manage');
  const isManager = capabilities.has('person.write');
  return {
    id: principalId,
    customer_id: workspace.id,
    permission: isAdmin ? 32 : isManager ? 64 : 16,
    tag_ids: [],
    addresses: [],
  };
}
