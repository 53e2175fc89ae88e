import { Type } from 'typebox';
import { Value } from 'typebox/value';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeExtra } from '../../../core/contact/apply-patch.ts';
import { emptyJobContactValues, type Job } from '../../../core/job/job.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instant, instantFromMs } from '../../../core/value/instant.ts';
import { toCore, toCoreDraft, toWire } from './mapping.ts';
import { JobCreate, JobRecord, JobUpdate } from './schema.ts';

const at = instantFromMs(Date.UTC(2026, 2, 1, 1, 30));
const id = (count: number) => uuidV7(1_700_000_000_000 + count, new Uint8Array(9));
const text = fc.string({ maxLength: 20, unit: 'grapheme' });

const job: Job = {
  id: id(2),
  number: 1042,
  status: 'work-order',
  date: null,
  description: '',
  workDone: '',
  address: '',
  billingAddress: '',
  accountId: null,
  contactInformation: {
    job: emptyJobContactValues,
    billing: emptyJobContactValues,
    'property-manager': emptyJobContactValues,
  },
  extra: {},
  active: true,
  createdAt: at,
  createdBy: 1,
  updatedAt: at,
  updatedBy: 1,
  version: 1,
};

describe('job', () => {
  test('takes the 43 fields of the write model, and active', () => {
    const { active, ...fields } = JobCreate.properties;
    expect(active).toBeDefined();
    expect(Object.keys(fields)).toHaveLength(43);
    expect(Object.keys(JobUpdate.properties)).toEqual(Object.keys(JobCreate.properties));
  });

  test('sends the 51 published fields and the contact information, none of them null', () => {
    const wire = toWire(job, 'UTC');
    expect(Object.keys(JobRecord.properties)).toHaveLength(51 + 15);
    expect(Value.Errors(JobRecord, wire)).toEqual([]);
    expect(Object.keys(wire).toSorted()).toEqual(Object.keys(JobRecord.properties).toSorted());
  });

  test('shows what is empty as the vendor does', () => {
    expect(toWire(job, 'UTC')).toMatchObject({
      date: '0000-00-00',
      quote_date: '0000-00-00 00:00:00',
      badges: '[]',
      category_uuid: '',
      company_uuid: '',
      invoice_sent: 0,
      lat: 0,
      generated_job_id: '1042',
      status: 'Work Order',
    });
  });

  test('shows the winning contact of each type in the fields that the type feeds', () => {
    const values = (mark: string) => ({
      first: `first ${mark}`,
      last: `last ${mark}`,
      phone: `phone ${mark}`,
      mobile: `mobile ${mark}`,
      email: `email ${mark}`,
    });
    const contactInformation = {
      job: values('J'),
      billing: values('B'),
      'property-manager': values('P'),
    };
    expect(toWire({ ...job, contactInformation }, 'UTC')).toMatchObject({
      contact_first: 'first J',
      contact_last: 'last J',
      phone_1: 'phone J',
      mobile: 'mobile J',
      email: 'email J',
      billing_contact_first: 'first B',
      billing_contact_last: 'last B',
      phone_2: 'phone B',
      billing_mobile: 'mobile B',
      billing_email: 'email B',
      property_manager_first: 'first P',
      property_manager_last: 'last P',
      property_manager_phone: 'phone P',
      property_manager_mobile: 'mobile P',
      property_manager_email: 'email P',
    });
  });

  test('keeps every writable field through the wire and back', () => {
    const stamp = fc.constantFrom('', '2026-03-01 12:30:00', '1999-12-31 23:59:59');
    const uuid = fc.constantFrom('', id(7), id(8));
    const flag = fc.constantFrom(0, 1);
    const extras = fc.record({
      category_uuid: uuid,
      queue_uuid: uuid,
      created_by_staff_uuid: uuid,
      queue_expiry_date: stamp,
      quote_date: stamp,
      work_order_date: stamp,
      completion_date: stamp,
      unsuccessful_date: stamp,
      payment_date: stamp,
      payment_method: text,
      payment_amount: text,
      payment_note: text,
      purchase_order_number: text,
      badges: fc.constantFrom('', `["${id(9)}"]`),
      invoice_sent: flag,
      quote_sent: flag,
      payment_processed: flag,
      payment_received: flag,
    });
    const fields = fc.record({
      status: fc.constantFrom('quote', 'work-order', 'unsuccessful', 'completed'),
      date: fc.constantFrom(null, '2026-03-01'),
      description: text,
      workDone: text,
      address: text,
      billingAddress: text.filter((value) => value !== ''),
      accountId: fc.constantFrom(null, id(5)),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(fields, extras, (values, bag) => {
        const servicem8 = Object.fromEntries(
          Object.entries(bag).filter(([, value]) => value !== '' && value !== 0),
        );
        const before: Job = { ...job, ...values, extra: { servicem8 } };
        const wire = toWire(before, 'UTC');
        const { extra = {}, ...draft } = toCoreDraft(wire);
        expect(draft).toEqual({ id: job.id, ...values });
        const kept = Object.keys(servicem8).length === 0 ? {} : { servicem8 };
        expect(mergeExtra({}, extra)).toEqual(kept);
      }),
    );
  });

  test('ignores what is read-only', () => {
    const wire = {
      ...toWire(job, 'UTC'),
      lat: 5,
      generated_job_id: 'X',
      contact_first: 'Ann',
    };
    const { extra } = toCore(wire);
    expect(extra?.['servicem8']).not.toHaveProperty('lat');
    expect(toCore({ ...wire })).not.toHaveProperty('number');
  });

  test('bills a new job where it is done unless told otherwise', () => {
    const draft = { status: 'Quote', job_address: '1 Elm St' };
    expect(toCoreDraft(draft).billingAddress).toBe('1 Elm St');
    expect(toCoreDraft({ ...draft, billing_address: '' }).billingAddress).toBe('1 Elm St');
    expect(toCoreDraft({ ...draft, billing_address: 'PO 1' }).billingAddress).toBe('PO 1');
    expect(toCore({ job_address: '2 Elm St' })).toEqual({ address: '2 Elm St' });
  });

  test('clears by "" and by zeros', () => {
    expect(toCore({ date: '0000-00-00', quote_date: '', company_uuid: '' })).toEqual({
      date: null,
      accountId: null,
      extra: { servicem8: { quote_date: null } },
    });
  });

  test('survives a bag that somebody else filled', () => {
    const servicem8 = { badges: 5, lat: 'north', invoice_sent: '1', quote_date: null };
    const wire = toWire({ ...job, extra: { servicem8 } }, 'UTC');
    expect(Value.Check(Type.Object(JobRecord.properties), wire)).toBe(true);
    expect(wire).toMatchObject({ badges: '[]', lat: 0, invoice_sent: 1 });
  });
});

test('cuts edit_date to the second', () => {
  const late = { ...job, updatedAt: instant(at + 999_999) };
  expect(toWire(late, 'UTC').edit_date).toBe('2026-03-01 01:30:00');
});
