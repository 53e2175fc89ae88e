/** Which of the vendor's events one of the hub's is. */
import type { Contact } from '../../../core/contact/contact.ts';
import { blankContact } from '../../../core/contact/whole-contact.ts';
import { isSame } from '../../../core/event/diff.ts';
import type { HubEvent } from '../../../core/event/event.ts';
import { stateBefore } from '../../../core/event/rewind.ts';
import { isUuid, type Uuid } from '../../../core/value/identifier.ts';
import { isJsonObject, type JsonValue } from '../../../core/value/json.ts';
import type { RecordLookup } from '../../../core/webhook/webhook-rules.ts';
import { toWire } from '../mapping.ts';
import type { EventName } from './event-name.ts';

/** One event of the vendor's, and whom it is about: `contactId` sets the order in which things are told. */
export interface Happening {
  readonly type: EventName;
  readonly contactId: Uuid;
}

/** In the order in which they are told; none for what the vendor's clients do not see. */
export async function happeningsOf(
  event: HubEvent,
  records: RecordLookup,
): Promise<readonly Happening[]> {
  // Nobody knows any more what it was.
  if (event.body === null) return [];
  if (event.entityType === 'contact') {
    const types = await contactTypes(event, records);
    return types.map((type) => ({ type, contactId: event.entityId }));
  }
  const types = event.entityType === 'note' ? noteTypes(event) : taskTypes(event);
  const contactId = types.length === 0 ? null : await ownerOf(event, records);
  return contactId === null ? [] : types.map((type) => ({ type, contactId }));
}

async function contactTypes(event: HubEvent, records: RecordLookup): Promise<EventName[]> {
  // The vendor has no word for a contact that comes back; to its clients it is there, and was not.
  if (event.type === 'created' || event.type === 'restored') return ['ContactCreate'];
  if (event.type === 'deleted') return ['ContactDelete'];
  const after = await records.contactAt(event.entityId, event.seq);
  // Gone for good.
  if (after === null) return [];
  const before = stateBefore(after, event, blankContact(event.entityId));
  if (before === null) return [];
  // One that was merged into another is no contact of its own any more, and is one again when that is undone.
  if (after.deletedAt !== null) return before.deletedAt === null ? ['ContactDelete'] : [];
  return before.deletedAt === null ? changedTypes(before, after) : ['ContactCreate'];
}

const form = { locationId: '', v3: false };

function changedTypes(one: Contact, other: Contact): EventName[] {
  const before = partsOf(one);
  const after = partsOf(other);
  const types: EventName[] = [];
  if (!isSame(before.rest, after.rest)) types.push('ContactUpdate');
  if (!isSame(before.tags, after.tags)) types.push('ContactTagUpdate');
  if (!isSame(before.consent, after.consent)) types.push('ContactDndUpdate');
  return types;
}

/** The contact as this vendor shows it, cut where its events are. */
function partsOf(contact: Contact) {
  const shown = toWire(contact, form);
  const { tags, dnd, dndSettings, inboundDndSettings, dateUpdated: _, ...rest } = shown;
  return { tags, consent: { dnd, dndSettings, inboundDndSettings }, rest };
}

function noteTypes({ type }: HubEvent): EventName[] {
  if (type === 'created') return ['NoteCreate'];
  return type === 'deleted' ? ['NoteDelete'] : ['NoteUpdate'];
}

function taskTypes({ type, body }: HubEvent): EventName[] {
  if (type === 'deleted') return ['TaskDelete'];
  if (type === 'created') {
    const isDone = memberOf(body?.['after'], 'completed') === true;
    return isDone ? ['TaskCreate', 'TaskComplete'] : ['TaskCreate'];
  }
  const change = memberOf(body?.['changes'], 'completed');
  return memberOf(change, 'to') === true ? ['TaskComplete'] : [];
}

/** The contact that a note or task belongs to; only its beginning and its end say so themselves. */
async function ownerOf(event: HubEvent, records: RecordLookup): Promise<Uuid | null> {
  const { body, entityId, entityType, seq } = event;
  const said = memberOf(body?.['after'] ?? body?.['before'], 'contactId');
  if (typeof said === 'string') return isUuid(said) ? said : null;
  const record =
    entityType === 'note'
      ? await records.noteAt(entityId, seq)
      : await records.taskAt(entityId, seq);
  return record?.contactId ?? null;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}
