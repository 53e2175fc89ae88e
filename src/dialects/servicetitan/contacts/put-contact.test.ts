import { expect, test, vi } from 'vitest';
import { emptyContact } from '../../../core/contact/apply-patch.ts';
import { IdTaken, InvalidInput } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instant } from '../../../core/value/instant.ts';
import { putContact } from './put-contact.ts';

const id = uuidV7(1, new Uint8Array(9));
const contact = emptyContact(id, 'api', { at: instant(0), by: 1 });
const context = {} as TenantContext;
const write = {
  id,
  patch: { jobTitle: 'Owner', notesText: null },
  throughAlias: { jobTitle: 'Owner' },
};

test('writes again when another process made the contact meanwhile', async () => {
  const put = vi
    .fn<Hub['contacts']['put']>()
    .mockRejectedValueOnce(new IdTaken('contact', id))
    .mockResolvedValueOnce({ contact, created: false });
  expect(await putContact({ put }, context, write)).toBe(contact);
  expect(put.mock.calls).toEqual([
    [context, id, write.patch, { throughAlias: write.throughAlias }],
    [context, id, write.patch, { throughAlias: write.throughAlias }],
  ]);
});

test('passes on every other refusal at once', async () => {
  const refusal = InvalidInput.of('jobTitle', 'must be shorter');
  const put = vi.fn<Hub['contacts']['put']>().mockRejectedValue(refusal);
  await expect(putContact({ put }, context, write)).rejects.toBe(refusal);
  expect(put).toHaveBeenCalledOnce();
});
