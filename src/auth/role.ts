/** What each role may do, and what remains of a credential's scopes under it. */
import { capabilities, type Capability, organisationCapabilities } from '../core/capability.ts';
import { everyScope, type Reach } from '../core/workspace/credential.ts';
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
  'task.read',
  'value.read',
  'workspace.read',
]);

/** In any role: an app does not see more with these than its person, workspace by workspace. */
const forOrganisations: ReadonlySet<Capability> = new Set(organisationCapabilities);

const byRole: Readonly<Record<Role, ReadonlySet<Capability>>> = {
  owner: all,
  admin: all,
  editor: all.difference(notForEditors),
  viewer: forViewers,
};

/**
 * The capabilities of scopes under a role. A scope that the table does not have allows nothing, and none allows records to
 * a token that reaches an organisation.
 */
export function capabilitiesOf(
  table: ScopeTable,
  scopes: readonly string[],
  role: Role,
  reach: Reach = 'workspace',
): ReadonlySet<Capability> {
  const granted = new Set<Capability>();
  for (const scope of scopes) {
    for (const capability of allowedBy(table, scope)) granted.add(capability);
  }
  return granted.intersection(reach === 'organisation' ? forOrganisations : byRole[role]);
}

function allowedBy(table: ScopeTable, scope: string): readonly Capability[] {
  if (Object.hasOwn(table, scope)) return table[scope] ?? [];
  return scope === everyScope ? capabilities : [];
}
