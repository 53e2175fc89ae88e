/** The fields of a job that only this vendor knows; they live in the job's `extra.servicem8`, and only while not empty. */
import type { JsonObject } from '../../../core/value/json.ts';
import { emptyStamp } from '../value/stamp.ts';
import type { JobUpdate, PublishedJob } from './schema.ts';

export type ExtraKind = 'badges' | 'flag' | 'number' | 'stamp' | 'text' | 'uuid';

export const extraFields = {
  created_by_staff_uuid: 'uuid',
  lng: 'number',
  lat: 'number',
  payment_date: 'stamp',
  payment_actioned_by_uuid: 'uuid',
  payment_method: 'text',
  payment_amount: 'text',
  category_uuid: 'uuid',
  payment_note: 'text',
  geo_is_valid: 'flag',
  purchase_order_number: 'text',
  invoice_sent: 'flag',
  invoice_sent_stamp: 'stamp',
  ready_to_invoice: 'text',
  ready_to_invoice_stamp: 'stamp',
  geo_country: 'text',
  geo_postcode: 'text',
  geo_state: 'text',
  geo_city: 'text',
  geo_street: 'text',
  geo_number: 'text',
  queue_uuid: 'uuid',
  queue_expiry_date: 'stamp',
  queue_assigned_staff_uuid: 'uuid',
  badges: 'badges',
  quote_date: 'stamp',
  quote_sent: 'flag',
  quote_sent_stamp: 'stamp',
  work_order_date: 'stamp',
  active_network_request_uuid: 'text',
  related_knowledge_articles: 'text',
  total_invoice_amount: 'text',
  payment_processed: 'flag',
  payment_processed_stamp: 'stamp',
  payment_received: 'flag',
  payment_received_stamp: 'stamp',
  completion_date: 'stamp',
  completion_actioned_by_uuid: 'uuid',
  unsuccessful_date: 'stamp',
  job_is_scheduled_until_stamp: 'stamp',
} as const satisfies Partial<Readonly<Record<keyof PublishedJob, ExtraKind>>>;
export type ExtraField = keyof typeof extraFields;

export const extraFieldNames: readonly ExtraField[] = Object.keys(extraFields).filter(
  (name): name is ExtraField => name in extraFields,
);

/** Those that clients may write; the others are read-only and ignored in a body. */
export const writableFields = [
  'created_by_staff_uuid',
  'payment_date',
  'payment_actioned_by_uuid',
  'payment_method',
  'payment_amount',
  'category_uuid',
  'payment_note',
  'purchase_order_number',
  'invoice_sent',
  'queue_uuid',
  'queue_expiry_date',
  'queue_assigned_staff_uuid',
  'badges',
  'quote_date',
  'quote_sent',
  'work_order_date',
  'payment_processed',
  'payment_received',
  'completion_date',
  'unsuccessful_date',
] as const satisfies readonly (ExtraField & keyof JobUpdate)[];

/** What is sent for a text field that is empty. */
export const emptyTexts: Readonly<Record<Exclude<ExtraKind, 'flag' | 'number'>, string>> = {
  badges: '[]',
  stamp: emptyStamp,
  text: '',
  uuid: '',
};

type FieldOf<Kind> = {
  [Field in ExtraField]: (typeof extraFields)[Field] extends Kind ? Field : never;
}[ExtraField];

/** Reads the bag as it is sent. What another writer left there in another type counts as empty. */
export class ExtraReader {
  readonly #bag: JsonObject;

  constructor(bag: JsonObject) {
    this.#bag = bag;
  }

  text(field: FieldOf<'badges' | 'stamp' | 'text' | 'uuid'>): string {
    const value = this.#bag[field];
    return typeof value === 'string' && value !== '' ? value : emptyTexts[extraFields[field]];
  }

  flag(field: FieldOf<'flag'>): 0 | 1 {
    return Number(this.#bag[field]) === 1 ? 1 : 0;
  }

  number(field: FieldOf<'number'>): number {
    const value = this.#bag[field];
    return typeof value === 'number' ? value : 0;
  }
}
