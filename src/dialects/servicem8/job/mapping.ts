/** Between the vendor's jobs and the hub's. */
import type { Job, JobContactInformation, JobDraft, JobPatch } from '../../../core/job/job.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatSqlLike } from '../../../core/value/instant.ts';
import { extraPatch } from '../extra/extra-patch.ts';
import { ExtraReader } from '../extra/extra-reader.ts';
import { chosenId } from '../value/chosen-id.ts';
import { parseStatus, statusWords } from '../value/job-status.ts';
import { passed } from '../value/passed.ts';
import { emptyDay, parseDay } from '../value/stamp.ts';
import { extraFields, writableFields } from './extra-fields.ts';
import type { JobCreate, JobInformation, JobRecord, JobUpdate, PublishedJob } from './schema.ts';

/** What is absent stays. */
export function toCore(wire: JobUpdate): JobPatch {
  return { ...scalarPatch(wire), ...extraPatch(extraFields, writableFields, wire) };
}

/** A billing address left out is the job's address. */
export function toCoreDraft(wire: JobCreate): JobDraft {
  const { job_address: address } = wire;
  const isBilledThere = address !== undefined && (wire.billing_address ?? '') === '';
  return {
    ...toCore(wire),
    ...chosenId(wire),
    status: passed(parseStatus(wire.status)),
    ...(isBilledThere ? { billingAddress: address } : {}),
  };
}

function scalarPatch(wire: JobUpdate): JobPatch {
  return {
    ...(wire.status === undefined ? {} : { status: passed(parseStatus(wire.status)) }),
    ...(wire.date === undefined ? {} : { date: passed(parseDay(wire.date)) || null }),
    ...(wire.job_description === undefined ? {} : { description: wire.job_description }),
    ...(wire.work_done_description === undefined ? {} : { workDone: wire.work_done_description }),
    ...(wire.job_address === undefined ? {} : { address: wire.job_address }),
    ...(wire.billing_address === undefined ? {} : { billingAddress: wire.billing_address }),
    ...(wire.company_uuid === undefined ? {} : { accountId: normalizeUuid(wire.company_uuid) }),
    ...(wire.active === undefined ? {} : { active: Number(wire.active) === 1 }),
  };
}

/** Times are on the wall clock of `timeZone`, the account's. */
export function toWire(job: Job, timeZone: string): JobRecord {
  const extra = new ExtraReader(extraFields, job.extra);
  return {
    ...paymentOf(extra),
    ...placeOf(extra),
    ...progressOf(extra),
    ...informationOf(job.contactInformation),
    uuid: job.id,
    active: job.active ? 1 : 0,
    edit_date: formatSqlLike(job.updatedAt, timeZone),
    generated_job_id: String(job.number),
    status: statusWords[job.status],
    date: job.date ?? emptyDay,
    company_uuid: job.accountId ?? '',
    job_address: job.address,
    billing_address: job.billingAddress,
    job_description: job.description,
    work_done_description: job.workDone,
    created_by_staff_uuid: extra.text('created_by_staff_uuid'),
    category_uuid: extra.text('category_uuid'),
    badges: extra.text('badges'),
    active_network_request_uuid: extra.text('active_network_request_uuid'),
    related_knowledge_articles: extra.text('related_knowledge_articles'),
  };
}

type Extra = ExtraReader<typeof extraFields>;
type Part<Field extends keyof PublishedJob> = Pick<PublishedJob, Field>;

function paymentOf(
  extra: Extra,
): Part<
  | Extract<keyof PublishedJob, `payment_${string}` | `${string}invoice${string}`>
  | 'purchase_order_number'
> {
  return {
    purchase_order_number: extra.text('purchase_order_number'),
    total_invoice_amount: extra.text('total_invoice_amount'),
    invoice_sent: extra.flag('invoice_sent'),
    invoice_sent_stamp: extra.text('invoice_sent_stamp'),
    ready_to_invoice: extra.text('ready_to_invoice'),
    ready_to_invoice_stamp: extra.text('ready_to_invoice_stamp'),
    payment_date: extra.text('payment_date'),
    payment_actioned_by_uuid: extra.text('payment_actioned_by_uuid'),
    payment_method: extra.text('payment_method'),
    payment_amount: extra.text('payment_amount'),
    payment_note: extra.text('payment_note'),
    payment_processed: extra.flag('payment_processed'),
    payment_processed_stamp: extra.text('payment_processed_stamp'),
    payment_received: extra.flag('payment_received'),
    payment_received_stamp: extra.text('payment_received_stamp'),
  };
}

function placeOf(extra: Extra): Part<Extract<keyof PublishedJob, `geo_${string}`> | 'lat' | 'lng'> {
  return {
    lng: extra.number('lng'),
    lat: extra.number('lat'),
    geo_is_valid: extra.flag('geo_is_valid'),
    geo_country: extra.text('geo_country'),
    geo_postcode: extra.text('geo_postcode'),
    geo_state: extra.text('geo_state'),
    geo_city: extra.text('geo_city'),
    geo_street: extra.text('geo_street'),
    geo_number: extra.text('geo_number'),
  };
}

function progressOf(
  extra: Extra,
): Part<
  | Extract<keyof PublishedJob, `queue_${string}` | `quote_${string}` | `completion_${string}`>
  | 'job_is_scheduled_until_stamp'
  | 'unsuccessful_date'
  | 'work_order_date'
> {
  return {
    queue_uuid: extra.text('queue_uuid'),
    queue_expiry_date: extra.text('queue_expiry_date'),
    queue_assigned_staff_uuid: extra.text('queue_assigned_staff_uuid'),
    quote_date: extra.text('quote_date'),
    quote_sent: extra.flag('quote_sent'),
    quote_sent_stamp: extra.text('quote_sent_stamp'),
    work_order_date: extra.text('work_order_date'),
    completion_date: extra.text('completion_date'),
    completion_actioned_by_uuid: extra.text('completion_actioned_by_uuid'),
    unsuccessful_date: extra.text('unsuccessful_date'),
    job_is_scheduled_until_stamp: extra.text('job_is_scheduled_until_stamp'),
  };
}

/**
 * Which field of the job each kind of contact feeds. Documented are phone, mobile and e-mail of the first two; the names
 * come from the vendor's merge fields, and all of the property manager's but the first name are our reading.
 */
function informationOf({
  job,
  billing,
  'property-manager': manager,
}: JobContactInformation): JobInformation {
  return {
    contact_first: job.first,
    contact_last: job.last,
    phone_1: job.phone,
    mobile: job.mobile,
    email: job.email,
    billing_contact_first: billing.first,
    billing_contact_last: billing.last,
    phone_2: billing.phone,
    billing_mobile: billing.mobile,
    billing_email: billing.email,
    property_manager_first: manager.first,
    property_manager_last: manager.last,
    property_manager_phone: manager.phone,
    property_manager_mobile: manager.mobile,
    property_manager_email: manager.email,
  };
}
