/** Between what clients' apps attach and the vendor's bag of an account or site. */
import type { JsonObject } from '../../../core/value/json.ts';
import type { Attached, AttachmentPatches, ExternalDataPatch } from './attachment-schema.ts';
import { textIn, type VendorBag } from './vendor-bag.ts';

export function toAttached(bag: VendorBag): Attached {
  return {
    customFields: bag.objects('customFields').map((field) => ({
      typeId: Number(field['typeId']),
      value: typeof field['value'] === 'string' ? field['value'] : null,
    })),
    tagTypeIds: bag.numbers('tagTypeIds'),
    externalData: bag
      .objects('externalData')
      .map((entry) => ({ key: textIn(entry, 'key'), value: textIn(entry, 'value') })),
  };
}

/** What the request means for the bag. */
export function attachmentsOf(wire: AttachmentPatches, before?: VendorBag): JsonObject {
  const { customFields, tagTypeIds, externalData } = wire;
  return {
    ...(customFields === undefined ? {} : { customFields }),
    ...(tagTypeIds === undefined ? {} : { tagTypeIds }),
    ...(externalData ? { externalData: entriesAfter(externalData, before) } : {}),
  };
}

function entriesAfter(patch: ExternalDataPatch, before?: VendorBag): JsonObject[] {
  const applicationGuid = patch.applicationGuid.toLowerCase();
  const merges = patch.patchMode?.toLowerCase() === 'merge';
  const keys = new Set(patch.externalData.map(({ key }) => key));
  const kept = (before?.objects('externalData') ?? []).filter(
    (entry) =>
      entry['applicationGuid'] !== applicationGuid || (merges && !keys.has(textIn(entry, 'key'))),
  );
  return [...kept, ...patch.externalData.map((entry) => ({ applicationGuid, ...entry }))];
}
