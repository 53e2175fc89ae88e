import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMethodWrites } from '../../../core/contact/method-list.ts';
import type { ChangeEnvironment } from '../../../core/contact/change-environment.ts';
import type { MethodWrite } from '../../../core/contact/contact-patch.ts';
import type { ContactMethod } from '../../../core/contact/contact.ts';
import { InvalidInput, NotFound } from '../../../core/errors.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instant } from '../../../core/value/instant.ts';
import { toAddition, toPatch, toPut, toWire } from './mapping.ts';
import type { ContactMethodResponse } from './schema.ts';

const idOf = (ms: number) => uuidV7(ms, new Uint8Array(9));
const contactId = idOf(1);
const id = idOf(2);
const env: ChangeEnvironment = {
  at: instant(1_780_000_000_123_456),
  by: 42,
  region: 'US',
  newId: () => idOf(7),
};

function written(before: readonly ContactMethod[], write: MethodWrite): ContactMethod {
  const method = applyMethodWrites(before, [write], env).find((candidate) => candidate.id === id);
  if (!method) throw new Error('The method is gone');
  return method;
}
const shown = (method: ContactMethod): ContactMethodResponse => toWire({ ...method, contactId });

const nullable = fc.option(fc.string({ unit: 'grapheme' }), { nil: null });
/** As any dialect may have written them. */
const methods: fc.Arbitrary<ContactMethod> = fc
  .record({
    kind: fc.constantFrom<'phone' | 'email'>('phone', 'email'),
    type: fc.constantFrom('', 'mobile', 'fax', 'work', 'home', 'other'),
    value: fc.constantFrom('+15551234567', '555 123 4567', 'at the gate', 'Ada@example.com'),
    label: nullable,
    memo: nullable,
    referenceId: nullable,
    isPrimary: fc.boolean(),
  })
  .map(({ kind, value, ...entry }) =>
    written([], {
      op: 'put',
      id,
      kind: value.includes('@') ? 'email' : kind,
      entry: { ...entry, value: kind === 'email' && !value.includes('@') ? 'a@b' : value },
    }),
  );

describe('toWire', () => {
  test('shows the ten members in the vendor order', () => {
    const method = written([], {
      op: 'put',
      id,
      kind: 'phone',
      entry: { value: '555-0100', type: 'mobile', memo: 'm', referenceId: 'r' },
    });
    expect(Object.entries(shown({ ...method, updatedBy: 43 }))).toEqual([
      ['id', id],
      ['contactId', contactId],
      ['referenceId', 'r'],
      ['type', 'MobilePhone'],
      ['value', '555-0100'],
      ['memo', 'm'],
      ['createdOn', '2026-05-28T20:26:40.123Z'],
      ['createdBy', 42],
      ['modifiedOn', '2026-05-28T20:26:40.123Z'],
      ['modifiedBy', 43],
    ]);
  });
});

describe('toPut', () => {
  test('of what toWire shows changes nothing of any method', () => {
    fc.assert(
      fc.property(methods, (method) => {
        const put = toPut(id, shown(method), method);
        expect(applyMethodWrites([method], [put], env)[0]).toBe(method);
      }),
    );
  });

  test('carries every writable member of any method over to another, and keeps the rest', () => {
    fc.assert(
      fc.property(methods, methods, (method, other) => {
        const after = written([other], toPut(id, shown(method), other));
        const { type, value, memo, referenceId } = shown(method);
        expect(shown(after)).toMatchObject({ type, value, memo, referenceId });
        expect(after.label).toBe(other.label);
      }),
    );
  });
});

describe('toPatch', () => {
  test('leaves out what the request leaves out, and null clears the memo', () => {
    const method = written([], { op: 'put', id, kind: 'phone', entry: { value: '1', memo: 'm' } });
    expect(toPatch(id, {}, method)).toEqual({ op: 'patch', id, patch: {} });
    expect(toPatch(id, { memo: null }, method)).toEqual({ op: 'patch', id, patch: { memo: null } });
    expect(() => toPatch(id, {}, undefined)).toThrow(NotFound);
  });
});

describe('what is plainly no address', () => {
  test('is refused as an e-mail and taken as a number', () => {
    expect(() => toAddition({ type: 'email', value: 'no at' })).toThrow(InvalidInput);
    expect(() => toPut(id, { type: 'Email', value: 'no at' }, undefined)).toThrow(InvalidInput);
    const email = written([], { op: 'put', id, kind: 'email', entry: { value: 'a@b' } });
    expect(() => toPatch(id, { value: 'no at' }, email)).toThrow(InvalidInput);
    expect(toAddition({ type: 'fax', value: 'no at' })).toMatchObject({ kind: 'phone' });
  });
});
