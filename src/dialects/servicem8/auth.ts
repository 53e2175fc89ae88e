/** How ServiceM8's clients prove who they are: a private API key, or a token of an add-on with scopes. */
import type { FastifyRequest } from 'fastify';
import type { Capability } from '../../core/capability.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { bearerToken, singleHeader } from '../../http/request-reader.ts';

/** `manage_` is full access; only jobs are created by a scope of its own, since they cost money at the vendor. */
const useful = {
  read_job_contacts: ['link.read'],
  manage_job_contacts: ['link.read', 'link.write'],
  read_jobs: ['job.read'],
  manage_jobs: ['job.read', 'job.write'],
  create_jobs: ['job.create'],
  read_customers: ['account.read'],
  manage_customers: ['account.read', 'account.write'],
  read_customer_contacts: ['relation.read'],
  manage_customer_contacts: ['relation.read', 'relation.write'],
  vendor: ['workspace.read'],
} as const satisfies ScopeTable;

/** The vendor's other scopes: granted when asked for, and good for nothing that is served here. */
const others =
  `staff_locations staff_activity publish_sms publish_email vendor_logo vendor_email read_locations
  manage_locations read_staff manage_staff read_job_materials manage_job_materials
  read_job_categories manage_job_categories read_job_queues manage_job_queues read_tasks manage_tasks
  read_schedule manage_schedule read_inventory manage_inventory read_job_notes publish_job_notes
  read_job_photos publish_job_photos read_job_attachments publish_job_attachments read_attachments
  manage_attachments read_inbox read_messages manage_notifications manage_templates manage_badges
  read_assets manage_assets read_knowledge_base manage_knowledge_base read_tax_rates`.split(/\s+/);

const tellable: ReadonlySet<Capability> = new Set([
  'account.read',
  'job.read',
  'link.read',
  'relation.read',
]);

/** The vendor has no scope for webhooks: whoever may read an object may be told of its changes. */
const withWebhooks = Object.entries<readonly Capability[]>(useful).map(
  ([scope, allowed]): [string, readonly Capability[]] => {
    const isTold = allowed.some((capability) => tellable.has(capability));
    return [scope, isTold ? [...allowed, 'webhook.manage'] : allowed];
  },
);

const named: ScopeTable = {
  ...Object.fromEntries(withWebhooks),
  ...Object.fromEntries(others.map((scope) => [scope, []])),
};

/** Full access, an API key's, is that of all scopes together. */
export const scopes: ScopeTable = { ...named, '*': withWebhooks.flatMap(([, allowed]) => allowed) };

/** The scopes of a token as the vendor spells them out: full access is named scope by scope. */
export function grantedScopes(granted: readonly string[]): readonly string[] {
  return granted.includes('*') ? Object.keys(named) : granted;
}

/** The least scope that allows it; undefined when none does. */
export function scopeAllowing(capability: string): string | undefined {
  const found = Object.entries<readonly Capability[]>(useful).find(([, allowed]) =>
    allowed.some((known) => known === capability),
  );
  return found?.[0];
}

const keyKinds = ['api-key'] as const;
const tokenKinds = ['access-token'] as const;

/** A key wins over a token. */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const key = singleHeader(request, 'x-api-key')?.trim() ?? '';
  if (key !== '') return { secret: key, kinds: keyKinds };
  const token = bearerToken(request);
  return token === undefined ? null : { secret: token, kinds: tokenKinds };
}
