import { Value } from 'typebox/value';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyJobContactValues, jobContactRoles, type JobContact } from '../../../core/job/job.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instantFromMs } from '../../../core/value/instant.ts';
import { toCore, toCoreDraft, toWire } from './mapping.ts';
import { JobContactRecord } from './schema.ts';

const at = instantFromMs(Date.UTC(2026, 2, 1, 1, 30));
const id = (count: number) => uuidV7(1_700_000_000_000 + count, new Uint8Array(9));
const text = fc.string({ maxLength: 20, unit: 'grapheme' });

const link: JobContact = {
  id: id(1),
  jobId: id(2),
  role: 'job',
  contactId: null,
  fromContactId: null,
  ...emptyJobContactValues,
  active: true,
  endedByContactId: null,
  createdAt: at,
  createdBy: 1,
  updatedAt: at,
  updatedBy: 1,
  version: 1,
};

describe('job contact', () => {
  test('shows every field of the vendor, in its order, as text but for active', () => {
    const wire = toWire(link, 'Australia/Sydney');
    expect(Object.entries(wire)).toEqual([
      ['uuid', link.id],
      ['active', 1],
      ['edit_date', '2026-03-01 12:30:00'],
      ['job_uuid', link.jobId],
      ['first', ''],
      ['last', ''],
      ['phone', ''],
      ['mobile', ''],
      ['email', ''],
      ['type', 'JOB'],
    ]);
    expect(Object.keys(JobContactRecord.properties)).toEqual(Object.keys(wire));
  });

  test('keeps every declared field through the wire and back', () => {
    const links = fc.record({
      first: text,
      last: text,
      phone: text,
      mobile: text,
      email: text,
      active: fc.boolean(),
      role: fc.constantFrom(...jobContactRoles),
    });
    fc.assert(
      fc.property(links, (values) => {
        const wire = toWire({ ...link, ...values }, 'UTC');
        expect(Value.Check(JobContactRecord, wire)).toBe(true);
        expect(toCoreDraft(wire)).toEqual({ id: link.id, jobId: link.jobId, ...values });
        const { uuid: _, ...rest } = wire;
        expect(toCore(rest)).toEqual({ jobId: link.jobId, ...values });
      }),
    );
  });

  test('writes only what is there, and "" clears', () => {
    expect(toCore({})).toEqual({});
    expect(toCore({ email: '', is_primary_contact: true })).toEqual({ email: '' });
    expect(toCoreDraft({ job_uuid: link.jobId.toUpperCase(), uuid: '' })).toEqual({
      jobId: link.jobId,
    });
  });

  test.each([
    ['JOB', 'job'],
    ['Job', 'job'],
    ['Job Contact', 'job'],
    ['', 'job'],
    [' billing ', 'billing'],
    ['Billing Contact', 'billing'],
    ['Property Manager', 'property-manager'],
    ['PROPERTY_MANAGER', 'property-manager'],
    ['property manager contact', 'property-manager'],
  ])('reads the type %j', (type, role) => {
    expect(toCore({ type })).toEqual({ role });
  });

  test.each([[0], ['0']] as const)('ends by active %j', (active) => {
    expect(toCore({ active })).toEqual({ active: false });
  });
});
