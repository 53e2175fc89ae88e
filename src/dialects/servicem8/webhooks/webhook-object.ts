/** The objects that can be subscribed to, and what an event changed of one in the vendor's own fields. */
import { Type } from 'typebox';
import type { Capability } from '../../../core/capability.ts';
import { statesOf } from '../../../core/event/event-states.ts';
import type { EventEntity, HubEvent } from '../../../core/event/event.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { RecordLookup } from '../../../core/webhook/webhook-rules.ts';
import { company } from '../company/object.ts';
import { companyContact } from '../company-contact/object.ts';
import { job } from '../job/object.ts';
import { jobContact } from '../job-contact/object.ts';
import type { RecordObject } from '../record/record-object.ts';
import { blankAccount, blankJob, blankJobContact, blankRelation } from './blank-record.ts';

type WireRecord = Readonly<Record<string, unknown>>;

/** What an event did to a record, as the vendor's clients see it. */
export interface WireChange {
  readonly isCreation: boolean;
  readonly before: WireRecord;
  readonly after: WireRecord;
  /** In the order of the record. */
  readonly fields: readonly string[];
}

export interface WebhookObject {
  /** In subscriptions, deliveries and paths. */
  readonly name: string;
  readonly entity: EventEntity;
  readonly needs: Capability;
  readonly fields: readonly string[];
  /** Whether the record is one of the object's, where the hub keeps others of its kind. */
  readonly isOwn?: (event: HubEvent, records: RecordLookup) => Promise<boolean>;
  /** Null when the clients see no difference. */
  changeBy(event: HubEvent): WireChange | null;
}

function webhookObject<T extends { readonly id: Uuid }>(
  object: Pick<RecordObject<T, never, never>, 'needs' | 'path' | 'schema' | 'toWire'>,
  entity: EventEntity,
  blank: (id: Uuid) => T,
): WebhookObject {
  const { record } = object.schema;
  const fields = Type.IsObject(record) ? Object.keys(record.properties) : [];
  return {
    name: object.path,
    entity,
    needs: object.needs.read,
    fields,
    changeBy: (event) => {
      const states = statesOf(event, blank(event.entityId));
      if (states === null || unseen.has(event.type)) return null;
      const before: WireRecord = { ...object.toWire(states.before, 'UTC') };
      const after: WireRecord = { ...object.toWire(states.after, 'UTC') };
      const isCreation = event.type === 'created';
      const isChanged = (name: string): boolean =>
        name === editDate || (isCreation ? !isEmpty(after[name]) : before[name] !== after[name]);
      const changed = fields.filter(isChanged);
      return { isCreation, before, after, fields: changed };
    },
  };
}

/** Moves with every write, and no event tells it. */
const editDate = 'edit_date';
/** Events that change nothing that the vendor's clients see. */
const unseen = new Set(['person-purged']);
/** What the vendor sends for nothing. */
const empty = new Set<unknown>(['', 0, '0', '[]', '0000-00-00', '0000-00-00 00:00:00']);

function isEmpty(value: unknown): boolean {
  return empty.has(value);
}

/** People are related to other things than companies too, and a change of a relation does not tell to what. */
async function isOfCompany(event: HubEvent, records: RecordLookup): Promise<boolean> {
  const relation = await records.relation(event.entityId);
  return relation?.targetKind === 'account';
}

/** By name. The vendor has no subscriptions to contacts: those are our extension. */
export const webhookObjects: ReadonlyMap<string, WebhookObject> = new Map(
  [
    webhookObject(job, 'job', blankJob),
    webhookObject(company, 'account', blankAccount),
    webhookObject(jobContact, 'job-contact', blankJobContact),
    { ...webhookObject(companyContact, 'relation', blankRelation), isOwn: isOfCompany },
  ].map((object) => [object.name, object]),
);
