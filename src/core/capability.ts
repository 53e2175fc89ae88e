/** What a credential may do, in the core's own words; every vendor scope is translated into these (DESIGN §5). */
import { CapabilityMissing } from './errors.ts';

export const capabilities = [
  'person.read',
  'person.write',
  'person.delete',
  'link.read',
  'link.write',
  'job.read',
  'job.create',
  'job.write',
  'account.read',
  'account.write',
  'site.read',
  'site.write',
  'relation.read',
  'relation.write',
  'tag.read',
  'tag.write',
  'field.read',
  'field.write',
  'value.read',
  'value.write',
  'task.read',
  'consent.relax',
  'lookup',
  'history',
  'bulk',
  'export',
  'merge',
  'webhook.manage',
  'connection.use',
  'keys.manage',
  'workspace.read',
  'settings',
  'sandbox.manage',
] as const;

/** What tokens may do that reach an organisation: they open no workspace, but ask for tokens that do. */
export const organisationCapabilities = ['installation.enter', 'installation.read'] as const;

export type Capability = (typeof capabilities)[number] | (typeof organisationCapabilities)[number];

/** Throws `CapabilityMissing` unless the credential carries the capability. Every service call starts with this. */
export function requireCapability(
  context: { readonly capabilities: ReadonlySet<Capability> },
  capability: Capability,
): void {
  if (!context.capabilities.has(capability)) throw new CapabilityMissing(capability);
}
