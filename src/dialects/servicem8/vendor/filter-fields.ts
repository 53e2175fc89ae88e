import type { Workspace } from '../../../core/workspace/workspace.ts';
import { readNumber, unpushed, type FilterField, type FilterFields } from '../list/field.ts';
import { toWire } from './mapping.ts';
import { VendorRecord } from './schema.ts';

/** Every field that it shows; there is one record, so nothing is left to a store. */
export const vendorFields: FilterFields<Workspace> = Object.fromEntries(
  Object.keys(VendorRecord.properties).map((name) => [name, fieldOf(name)]),
);

function fieldOf(name: string): FilterField<Workspace> {
  return {
    show: (workspace, timeZone) => shown(toWire(workspace, timeZone), name),
    read: name === 'active' ? readNumber(name) : (text) => text,
    push: unpushed,
  };
}

function shown(record: VendorRecord, name: string): number | string {
  const wire = new Map<string, number | string>(Object.entries(record));
  return wire.get(name) ?? '';
}
