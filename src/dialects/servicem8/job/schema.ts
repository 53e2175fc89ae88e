/** Wire shapes of jobs, in the vendor's order, with the contact information that its own API leaves out. */
import { Type, type Static } from 'typebox';
import { ChosenUuid, Flag, WrittenFlag } from '../schema.ts';

const text = Type.Optional(Type.String());
const uuid = Type.Optional(ChosenUuid);
const flag = Type.Optional(WrittenFlag);
const stamp = Type.Optional(Type.String({ format: 'stamp' }));
const address = Type.Optional(Type.String({ maxLength: 500 }));

const written = {
  uuid,
  created_by_staff_uuid: uuid,
  date: Type.Optional(Type.String({ format: 'day' })),
  company_uuid: uuid,
  job_address: address,
  billing_address: address,
  job_description: text,
  work_done_description: text,
  category_uuid: uuid,
  purchase_order_number: Type.Optional(Type.String({ maxLength: 100 })),
  queue_uuid: uuid,
  queue_expiry_date: stamp,
  queue_assigned_staff_uuid: uuid,
  badges: Type.Optional(Type.String({ format: 'badges' })),
  quote_date: stamp,
  work_order_date: stamp,
  completion_date: stamp,
  unsuccessful_date: stamp,
  invoice_sent: flag,
  quote_sent: flag,
  payment_processed: flag,
  payment_received: flag,
  payment_date: stamp,
  payment_method: text,
  payment_amount: text,
  payment_note: text,
  payment_actioned_by_uuid: uuid,
  active: flag,
};

/** In the vendor's write model as well, but set by the vendor alone or no longer used: taken in any shape and ignored. */
const ignored = {
  lng: Type.Optional(Type.Unknown()),
  lat: Type.Optional(Type.Unknown()),
  geo_is_valid: Type.Optional(Type.Unknown()),
  geo_country: Type.Optional(Type.Unknown()),
  geo_postcode: Type.Optional(Type.Unknown()),
  geo_state: Type.Optional(Type.Unknown()),
  geo_city: Type.Optional(Type.Unknown()),
  geo_street: Type.Optional(Type.Unknown()),
  geo_number: Type.Optional(Type.Unknown()),
  invoice_sent_stamp: Type.Optional(Type.Unknown()),
  quote_sent_stamp: Type.Optional(Type.Unknown()),
  ready_to_invoice: Type.Optional(Type.Unknown({ deprecated: true })),
  ready_to_invoice_stamp: Type.Optional(Type.Unknown({ deprecated: true })),
  active_network_request_uuid: Type.Optional(Type.Unknown({ deprecated: true })),
  related_knowledge_articles: Type.Optional(Type.Unknown({ deprecated: true })),
};

const status = Type.String({ format: 'job-status' });

export const JobCreate = Type.Object({ status, ...written, ...ignored });
export type JobCreate = Static<typeof JobCreate>;

/** Sparse: what is absent stays, `""` clears. The vendor asks for the status here too; clients leave it out. */
export const JobUpdate = Type.Object({
  status: Type.Optional(status),
  ...written,
  ...ignored,
});
export type JobUpdate = Static<typeof JobUpdate>;

/** Not in the vendor's record: what its job contacts are synchronised to. */
const information = {
  contact_first: Type.String(),
  contact_last: Type.String(),
  phone_1: Type.String(),
  mobile: Type.String(),
  email: Type.String(),
  billing_contact_first: Type.String(),
  billing_contact_last: Type.String(),
  phone_2: Type.String(),
  billing_mobile: Type.String(),
  billing_email: Type.String(),
  property_manager_first: Type.String(),
  property_manager_last: Type.String(),
  property_manager_phone: Type.String(),
  property_manager_mobile: Type.String(),
  property_manager_email: Type.String(),
};
export const JobInformation = Type.Object(information);
export type JobInformation = Static<typeof JobInformation>;

const published = {
  created_by_staff_uuid: Type.String(),
  date: Type.String(),
  company_uuid: Type.String(),
  billing_address: Type.String(),
  status: Type.Enum(['Quote', 'Work Order', 'Unsuccessful', 'Completed']),
  lng: Type.Number(),
  lat: Type.Number(),
  payment_date: Type.String(),
  payment_actioned_by_uuid: Type.String(),
  payment_method: Type.String(),
  payment_amount: Type.String(),
  category_uuid: Type.String(),
  payment_note: Type.String(),
  geo_is_valid: Flag,
  purchase_order_number: Type.String(),
  invoice_sent: Flag,
  invoice_sent_stamp: Type.String(),
  ready_to_invoice: Type.String({ deprecated: true }),
  ready_to_invoice_stamp: Type.String({ deprecated: true }),
  geo_country: Type.String(),
  geo_postcode: Type.String(),
  geo_state: Type.String(),
  geo_city: Type.String(),
  geo_street: Type.String(),
  geo_number: Type.String(),
  queue_uuid: Type.String(),
  queue_expiry_date: Type.String(),
  queue_assigned_staff_uuid: Type.String(),
  badges: Type.String(),
  quote_date: Type.String(),
  quote_sent: Flag,
  quote_sent_stamp: Type.String(),
  work_order_date: Type.String(),
  active_network_request_uuid: Type.String({ deprecated: true }),
  related_knowledge_articles: Type.String({ deprecated: true }),
  uuid: Type.String(),
  active: Flag,
  edit_date: Type.String(),
  job_address: Type.String(),
  job_description: Type.String(),
  work_done_description: Type.String(),
  generated_job_id: Type.String(),
  total_invoice_amount: Type.String(),
  payment_processed: Flag,
  payment_processed_stamp: Type.String(),
  payment_received: Flag,
  payment_received_stamp: Type.String(),
  completion_date: Type.String(),
  completion_actioned_by_uuid: Type.String(),
  unsuccessful_date: Type.String(),
  job_is_scheduled_until_stamp: Type.String(),
};
export const PublishedJob = Type.Object(published);
export type PublishedJob = Static<typeof PublishedJob>;

export const JobRecord = Type.Object({ ...published, ...information });
export type JobRecord = Static<typeof JobRecord>;
