/** The person at the machine's own console, for the command line: whoever can start the server may do everything. */
import { capabilities } from '../core/capability.ts';
import { NotFound } from '../core/errors.ts';
import type { ControlStore } from '../core/port/control-store.ts';
import { TenantContext } from '../core/tenant-context.ts';
import { isUuid, normalizeUuid, type Uuid } from '../core/value/identifier.ts';
import type { Workspace } from '../core/workspace/workspace.ts';

/** The principal and the credential that migration 0001 made room for: version 0, so no made id can be the same. */
const operatorId = '00000000-0000-0000-0000-000000000001';
const operatorNumber = 1;

/** The context of the operator in one workspace, named by its number or id. Throws `NotFound`. */
export async function enterAsOperator(
  store: ControlStore,
  workspace: string,
  requestId: string,
): Promise<TenantContext> {
  return TenantContext.issue({
    workspace: await findWorkspace(store, workspace),
    principal: operatorNumber,
    principalId: checkedUuid(operatorId),
    credentialId: checkedUuid(operatorId),
    dialect: 'cli',
    capabilities: new Set(capabilities),
    requestId,
  });
}

async function findWorkspace(store: ControlStore, text: string): Promise<Workspace> {
  const id = normalizeUuid(text);
  const isNumber = /^\d{1,15}$/.test(text);
  const byNumber = isNumber ? await store.workspaces.find(Number(text)) : undefined;
  const found = id === null ? byNumber : await store.workspaces.findById(id);
  if (found === undefined) throw new NotFound('workspace', text);
  return found;
}

function checkedUuid(text: string): Uuid {
  if (!isUuid(text)) throw new RangeError('Not a UUID');
  return text;
}
