/** What each role may do, and what remains of a credential's scopes under it. */
import { capabilities, type Capability } from '../core/capability.ts';
import { everyScope } from '../core/workspace/credential.ts';
import type { Role } from '../core/workspace/principal.ts';
import type { ScopeTable } from './presented-credential.ts';

const all: ReadonlySet<Capability> = new Set(capabilities);

/** Keys, settings, outgoing traffic and lifting a do-not-contact are for those who answer for the workspace. */
const notForEditors: ReadonlySet<Capability> = new Set([
  'consent.relax',
  'keys.manage',
  'sandbox.manage',
  'settings',
  'webhook.manage',
]);

const forViewers: ReadonlySet<Capability> = new Set([
  'account.read',
  'field.read',
  'history',
  'job.read',
  'link.read',
  'lookup',
  'person.read',
  'relation.read',
  'site.read',
  'tag.read',
  'workspace.read',
]);

const byRole: Readonly<Record<Role, ReadonlySet<Capability>>> = {
  owner: all,
  admin: all,
  editor: all.difference(notForEditors),
  viewer: forViewers,
};

/** The capabilities of scopes under a role. A scope that the table does not have allows nothing. */
export function capabilitiesOf(
  table: ScopeTable,
  scopes: readonly string[],
  role: Role,
): ReadonlySet<Capability> {
  const granted = new Set<Capability>();
  for (const scope of scopes) {
    for (const capability of allowedBy(table, scope)) granted.add(capability);
  }
  return granted.intersection(byRole[role]);
}

function allowedBy(table: ScopeTable, scope: string): readonly Capability[] {
  if (Object.hasOwn(table, scope)) return table[scope] ?? [];
  return scope === everyScope ? capabilities : [];
}
