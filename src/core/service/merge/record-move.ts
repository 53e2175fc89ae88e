/** Notes, tasks and preferences follow their contact, and find back. */
import type { ContactRecord } from '../../contact/contact-record.ts';
import type { MergeImages } from '../../merge/merge.ts';
import type { ContactRecordCollection } from '../../port/unit-of-work.ts';
import type { Uuid } from '../../value/identifier.ts';
import { isLeaving, movedOn, movedTo, type Moving, type Returning, returnedTo } from './moved.ts';

export async function moveRecords(moving: Moving, renamed: MergeImages['renamed']): Promise<void> {
  const { unit, survivor, loser, result } = moving;
  await moveAll(unit.notes, moving);
  await moveAll(unit.tasks, moving);
  const newIds = new Map(Object.entries(renamed).map(([newId, id]) => [id, newId]));
  for (const preference of await unit.methodPreferences.ofContact(loser.id)) {
    const newId = newIds.get(preference.methodId);
    const methodId = result.methods.find(({ id }) => id === newId)?.id ?? preference.methodId;
    const after = { contactId: survivor.id, methodId };
    unit.methodPreferences.update(preference, movedOn({ ...preference, ...after }));
  }
}

async function moveAll<T extends ContactRecord>(
  records: ContactRecordCollection<T>,
  moving: Moving,
): Promise<void> {
  for (const record of await records.ofContact(moving.loser.id))
    records.update(record, movedOn(movedTo(record, moving)));
}

/** `formerIds`: the methods that go back, what they were called until now by what they are called again. */
export async function returnRecords(
  returning: Returning,
  formerIds: ReadonlyMap<Uuid, Uuid>,
): Promise<void> {
  const { unit, root, loser } = returning;
  await returnAll(unit.notes, returning);
  await returnAll(unit.tasks, returning);
  const ids = new Map([...formerIds].map(([id, former]) => [former, id]));
  for (const preference of await unit.methodPreferences.ofContact(root.id)) {
    const methodId = ids.get(preference.methodId);
    if (methodId === undefined) continue;
    const after = { ...preference, contactId: loser.id, methodId };
    unit.methodPreferences.update(preference, movedOn(after));
  }
}

async function returnAll<T extends ContactRecord>(
  records: ContactRecordCollection<T>,
  returning: Returning,
): Promise<void> {
  for (const record of await records.ofContact(returning.root.id)) {
    if (isLeaving(record, returning))
      records.update(record, movedOn(returnedTo(record, returning)));
  }
}
