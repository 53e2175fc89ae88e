/** That what the store is asked for is what a condition means, for every field and operator. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyJobContactValues,
  jobContactRoles,
  type Job,
  type JobContact,
} from '../../../core/job/job.ts';
import type { RecordFilter } from '../../../core/port/list-query.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instantFromMs } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import { extraFields } from '../job/extra-fields.ts';
import { JobRecord, PublishedJob } from '../job/schema.ts';
import { JobContactRecord } from '../job-contact/schema.ts';
import type { Account } from '../../../core/account/account.ts';
import type { Relation } from '../../../core/account/relation.ts';
import { companyFields } from '../company/filter-fields.ts';
import { CompanyRecord } from '../company/schema.ts';
import { companyContactFields } from '../company-contact/filter-fields.ts';
import { CompanyContactRecord } from '../company-contact/schema.ts';
import { compare, type FilterFields } from './field.ts';
import { jobContactFields } from '../job-contact/filter-fields.ts';
import { jobFields } from '../job/filter-fields.ts';

const id = (count: number) => uuidV7(1_700_000_000_000 + count, new Uint8Array(9));
const ids = fc.constantFrom(id(1), id(2), id(3));
const word = fc.constantFrom('', 'a', 'B', 'b', 'Zoë', '0', '~', "O'Neil", 'JOB');
const times = fc
  .integer({ min: 0, max: 3_000 })
  .map((ms) => instantFromMs(Date.UTC(2026, 2, 1) + ms));
const flag = fc.constantFrom(0, 1, '1', undefined);
const stamp = fc.constantFrom(undefined, '', '2026-03-01 00:00:00', '2026-03-01 10:00:00');
const marks = { createdBy: 1, updatedBy: 1, version: 1 };

const links: fc.Arbitrary<JobContact> = fc.record({
  id: ids,
  jobId: ids,
  role: fc.constantFrom(...jobContactRoles),
  contactId: fc.constant(null),
  fromContactId: fc.constant(null),
  first: word,
  last: word,
  phone: word,
  mobile: word,
  email: word,
  active: fc.boolean(),
  endedByContactId: fc.constant(null),
  createdAt: times,
  updatedAt: times,
  createdBy: fc.constant(1),
  updatedBy: fc.constant(1),
  version: fc.constant(1),
});

const bags = fc.record({
  category_uuid: fc.option(ids, { nil: undefined }),
  payment_note: fc.option(word, { nil: undefined }),
  badges: fc.constantFrom(undefined, '["a"]', '["B"]'),
  quote_date: stamp,
  invoice_sent: flag,
  lat: fc.constantFrom(undefined, -33.9, 0, 5),
});
/** Without what is absent. */
function stored(bag: Record<string, string | number | undefined>): JsonObject {
  const kept: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(bag)) if (value !== undefined) kept[key] = value;
  return kept;
}

const jobs: fc.Arbitrary<Job> = fc
  .record({
    id: ids,
    number: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom('quote', 'work-order', 'unsuccessful', 'completed'),
    date: fc.constantFrom(null, '2026-03-01', '2026-03-02'),
    description: word,
    workDone: word,
    address: word,
    billingAddress: word,
    accountId: fc.option(ids),
    active: fc.boolean(),
    createdAt: times,
    updatedAt: times,
    bag: bags,
  })
  .map(({ bag, ...rest }) => ({
    ...rest,
    ...marks,
    contactInformation: {
      job: emptyJobContactValues,
      billing: emptyJobContactValues,
      'property-manager': emptyJobContactValues,
    },
    extra: { servicem8: stored(bag) },
  }));

const texts = fc.option(word);
const accounts: fc.Arbitrary<Account> = fc
  .record({
    id: ids,
    name: word,
    website: texts,
    address: texts,
    billingAddress: texts,
    street: texts,
    city: texts,
    state: texts,
    postalCode: texts,
    country: texts,
    active: fc.boolean(),
    createdAt: times,
    updatedAt: times,
    bag: fc.record({
      abn_number: fc.option(word, { nil: undefined }),
      badges: fc.constantFrom(undefined, '["a"]', '["B"]'),
      tax_rate_uuid: fc.option(ids, { nil: undefined }),
    }),
  })
  .map(({ bag, ...rest }) => ({
    ...rest,
    ...marks,
    number: 1,
    phone: null,
    email: null,
    unit: null,
    latitude: null,
    longitude: null,
    externalId: null,
    extra: { servicem8: stored(bag) },
  }));

const relations: fc.Arbitrary<Relation> = fc
  .record({
    id: ids,
    targetId: ids,
    role: fc.constantFrom(
      '',
      'job',
      'JOB',
      'billing',
      'property manager',
      'Tenant',
      'boss',
      'Boss',
    ),
    isPrimary: fc.boolean(),
    first: word,
    last: word,
    phone: word,
    mobile: word,
    email: word,
    active: fc.boolean(),
    createdAt: times,
    updatedAt: times,
  })
  .map((rest) => ({
    ...rest,
    ...marks,
    contactId: id(9),
    fromContactId: null,
    targetKind: 'account',
    targetNumber: 1,
    isMain: false,
    endedWithContact: false,
  }));

const values = fc.oneof(
  word,
  ids,
  fc.constantFrom('0', '1', '2', '0.5', '-1', '-33.9'),
  fc.constantFrom('JOB', 'billing contact', 'Quote', 'work order', 'Property Manager', 'Tenant'),
  fc.constantFrom(
    '0000-00-00',
    '2026-03-01',
    '2026-03-01 00:00:01',
    '2026-03-01 10:00',
    '9999-12-31',
  ),
  fc.constantFrom('[]', '["b"]'),
);
const operators = fc.constantFrom('eq', 'ne', 'gt', 'lt');

/** The store's reading of a filter: text ignoring case for equality, nothing compares with null but eq and ne. */
function meets(record: object, { field, op, value }: RecordFilter): boolean {
  const path = field.split('.');
  const found: unknown = path.reduce<unknown>(
    (from, key) => new Map<string, unknown>(Object.entries(from ?? {})).get(key),
    record,
  );
  const isInBag = path.length > 1;
  const operand = isInBag && typeof found !== 'string' ? shownInBag(found) : found;
  const fold = (side: unknown) => (typeof side === 'string' ? side.toLowerCase() : side);
  if (op === 'ne') return fold(operand) !== fold(value);
  if (operand === null || operand === undefined) return false;
  if (op === 'eq') return fold(operand) === fold(value);
  const [a, b] = [operand, value] as [number, number];
  if (op === 'in' || op === 'contains' || op === 'includes')
    throw new Error('No $filter asks for this');
  return { gt: a > b, lt: a < b, gte: a >= b, lte: a <= b }[op];
}

function shownInBag(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}

function expectAgreement<T extends object>(fields: FilterFields<T>, records: fc.Arbitrary<T>) {
  let decided = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(fields)),
      operators,
      values,
      records,
      (name, op, text, record) => {
        const field = fields[name];
        if (field === undefined) throw new Error(name);
        let value;
        try {
          value = field.read(text);
        } catch {
          return;
        }
        decided += 1;
        const meant = compare(field.show(record, 'UTC'), op, value);
        const pushed = field.push(op, value, 'UTC');
        const told =
          pushed !== 'none' &&
          pushed.filters.every((filter) => meets(record, filter)) &&
          (pushed.rest === undefined || compare(field.show(record, 'UTC'), pushed.rest, value));
        expect(told).toBe(meant);
      },
    ),
    { numRuns: 10_000 },
  );
  expect(decided).toBeGreaterThan(4_000);
}

describe('filters', () => {
  test('of job contacts ask the store for what they mean', () => {
    expectAgreement(jobContactFields, links);
  });

  test('of jobs ask the store for what they mean', () => {
    expectAgreement(jobFields, jobs);
  });

  test('of companies ask the store for what they mean', () => {
    expectAgreement(companyFields, accounts);
  });

  test('of company contacts ask the store for what they mean', () => {
    expectAgreement(companyContactFields, relations);
  });

  test('exist for every field of the published records and for no other', () => {
    expect(Object.keys(companyFields).toSorted()).toEqual(
      Object.keys(CompanyRecord.properties).toSorted(),
    );
    expect(Object.keys(companyContactFields).toSorted()).toEqual(
      Object.keys(CompanyContactRecord.properties).toSorted(),
    );
    expect(Object.keys(jobContactFields).toSorted()).toEqual(
      Object.keys(JobContactRecord.properties).toSorted(),
    );
    expect(Object.keys(jobFields).toSorted()).toEqual(
      Object.keys(PublishedJob.properties).toSorted(),
    );
    expect(Object.keys(JobRecord.properties)).toEqual(
      expect.arrayContaining(Object.keys(extraFields)),
    );
  });

  test('name a number that is none', () => {
    expect(() => jobContactFields['active']?.read('yes')).toThrow(/active must be a number/);
    expect(() => jobContactFields['edit_date']?.read('yesterday')).toThrow(/edit_date must be/);
    expect(() => jobFields['date']?.read('2026-02-30')).toThrow(/date must be/);
  });
});
