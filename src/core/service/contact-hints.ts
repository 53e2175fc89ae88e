/** What a write of a contact will load, read off what was asked for. */
import type { ContactPatch } from '../contact/contact-patch.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import type { WriteHints } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { ContactWriteOptions } from './contact-writer.ts';
import { tagNamesOf } from './references.ts';

export function hintsOf(
  context: TenantContext,
  patch: ContactPatch,
  options: ContactWriteOptions,
): WriteHints {
  const keys = { phone: keysOf(context, patch, 'phone'), email: keysOf(context, patch, 'email') };
  const matched = options.duplicates === 'workspace' && context.workspace.duplicates === 'refuse';
  return {
    tagNames: tagNamesOf(patch),
    suppressionKeys: [...keys.phone, ...keys.email],
    customFields: (patch.customFields?.length ?? 0) > 0,
    ...(patch.accountId ? { accountIds: [patch.accountId] } : {}),
    ...(matched ? { phoneKeys: keys.phone, emailKeys: keys.email } : {}),
  };
}

export function keysOf(
  context: TenantContext,
  patch: ContactPatch,
  kind: 'phone' | 'email',
): string[] {
  const values: string[] = [];
  for (const write of patch.methods ?? []) {
    if (write.op === 'remove' || write.op === 'patch' || write.kind !== kind) continue;
    if (write.op === 'slot') values.push(...(write.value === null ? [] : [write.value]));
    else if (write.op === 'replace') values.push(...write.entries.map((entry) => entry.value));
    else values.push(write.entry.value);
  }
  return values.map((value) => parseMethodValue(kind, value, context.workspace.region).key);
}
