/** Every scope of the vendor: what it opens here, and what a person is told who is asked for it. */
import type { Capability } from '../../core/capability.ts';
import type { ScopeTable } from '../../http/plugin.ts';

interface ScopeMeaning {
  /** The end of "It could then …". */
  readonly says: string;
  readonly allows: readonly Capability[];
}

/** `manage_` is full access; only jobs are created by a scope of its own, since they cost money at the vendor. */
const useful = {
  read_job_contacts: { says: 'see the contacts of jobs', allows: ['link.read'] },
  manage_job_contacts: {
    says: 'see, add, change and remove the contacts of jobs',
    allows: ['link.read', 'link.write'],
  },
  read_jobs: { says: 'see jobs', allows: ['job.read'] },
  manage_jobs: { says: 'see, change and remove jobs', allows: ['job.read', 'job.write'] },
  create_jobs: { says: 'add jobs', allows: ['job.create'] },
  read_customers: { says: 'see customers', allows: ['account.read'] },
  manage_customers: {
    says: 'see, add, change and remove customers',
    allows: ['account.read', 'account.write'],
  },
  read_customer_contacts: {
    says: 'see the contacts of customers',
    allows: ['relation.read'],
  },
  manage_customer_contacts: {
    says: 'see, add, change and remove the contacts of customers',
    allows: ['relation.read', 'relation.write'],
  },
  vendor: { says: 'see the name and settings of this workspace', allows: ['workspace.read'] },
} as const satisfies Readonly<Record<string, ScopeMeaning>>;

/** The vendor's other scopes: granted when asked for, and good for nothing that is served here. */
const idle =
  `staff_locations staff_activity publish_sms publish_email vendor_logo vendor_email read_locations
  manage_locations read_staff manage_staff read_job_materials manage_job_materials
  read_job_categories manage_job_categories read_job_queues manage_job_queues read_tasks manage_tasks
  read_schedule manage_schedule read_inventory manage_inventory read_job_notes publish_job_notes
  read_job_photos publish_job_photos read_job_attachments publish_job_attachments read_attachments
  manage_attachments read_inbox read_messages manage_notifications manage_templates manage_badges
  read_assets manage_assets read_knowledge_base manage_knowledge_base read_tax_rates`.split(/\s+/);

const meanings = new Map<string, ScopeMeaning>(Object.entries(useful));

const tellable: ReadonlySet<Capability> = new Set([
  'account.read',
  'job.read',
  'link.read',
  'relation.read',
]);

/** The vendor has no scope for webhooks: whoever may read an object may be told of its changes. */
const withWebhooks = [...meanings].map(
  ([scope, { allows }]): readonly [string, readonly Capability[]] => {
    const isTold = allows.some((capability) => tellable.has(capability));
    return [scope, isTold ? [...allows, 'webhook.manage'] : allows];
  },
);

const named: ScopeTable = Object.fromEntries([
  ...withWebhooks,
  ...idle.map((scope) => [scope, []] as const),
]);

/** Full access, an API key's, is that of all scopes together. */
export const scopes: ScopeTable = { ...named, '*': withWebhooks.flatMap(([, allows]) => allows) };

/** In plain words; null for a scope that opens nothing here. */
export function scopeInWords(scope: string): string | null {
  return meanings.get(scope)?.says ?? null;
}

/** The scopes of a token as the vendor spells them out: full access is named scope by scope. */
export function grantedScopes(granted: readonly string[]): readonly string[] {
  return granted.includes('*') ? Object.keys(named) : granted;
}

/** The least scope that allows it; undefined when none does. */
export function scopeAllowing(capability: string): string | undefined {
  const found = [...meanings].find(([, { allows }]) =>
    allows.some((known) => known === capability),
  );
  return found?.[0];
}
