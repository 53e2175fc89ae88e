import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotFound } from '../errors.ts';
import { isUuid, type Uuid } from '../value/identifier.ts';
import { testEnvironment, testId } from './contact-fixture.ts';
import type { MethodEntry, MethodPatch, MethodWrite } from './contact-patch.ts';
import { effectivePrimary } from './contact-view.ts';
import type { ContactMethod, MethodKind } from './contact.ts';
import { applyMethodWrites } from './method-list.ts';

function written(
  writes: readonly MethodWrite[],
  before: readonly ContactMethod[] = [],
): readonly ContactMethod[] {
  return applyMethodWrites(before, writes, testEnvironment(2_000_000));
}

function add(kind: MethodKind, entry: MethodEntry): MethodWrite {
  return { op: 'add', kind, entry };
}

const two = written([
  add('phone', { value: '+1 555 100 0001', type: 'work' }),
  add('phone', { value: '+15551000002', type: 'mobile' }),
]);
const [first, second] = two;
if (!first || !second) throw new Error('two methods expected');

describe('a whole list', () => {
  test('keeps the id, type and memo of an entry that comes again in another spelling', () => {
    const list = written(
      [{ op: 'replace', kind: 'phone', entries: [{ value: '(555) 100-0001' }] }],
      two,
    );
    expect(list).toMatchObject([
      { id: first.id, type: 'work', value: '(555) 100-0001', key: '+15551000001' },
    ]);
  });

  test('removes what it does not name and leaves the other kind alone', () => {
    const before = written([add('email', { value: 'jane@example.com' })], two);
    const list = written([{ op: 'replace', kind: 'phone', entries: [] }], before);
    expect(list.map((method) => method.value)).toEqual(['jane@example.com']);
  });

  test('collapses the same number given twice', () => {
    const entries = [
      { value: '+15551000009' },
      { value: '+1 (555) 100-0009', type: 'home', isPrimary: true },
    ];
    const list = written([{ op: 'replace', kind: 'phone', entries }]);
    expect(list).toMatchObject([{ value: '+15551000009', type: 'home', isPrimary: true }]);
  });

  test('keeps the last of several primaries', () => {
    const entries = ['1', '2', '3'].map((digit) => ({
      value: `+1555100000${digit}`,
      isPrimary: digit !== '3',
    }));
    const list = written([{ op: 'replace', kind: 'phone', entries }]);
    expect(list.map((method) => method.isPrimary)).toEqual([false, true, false]);
  });

  test('changes nothing when it is written back as it is', () => {
    const entries = two.map(({ value, type }) => ({ value, type }));
    expect(written([{ op: 'replace', kind: 'phone', entries }], two)).toEqual(two);
  });

  const values = [
    '+15551000001',
    '(555) 100-0002',
    '5551000003',
    '+61 400 000 000',
    'ask at reception',
    '555',
    '',
  ];
  const entry = fc.record(
    {
      value: fc.constantFrom(...values),
      type: fc.constantFrom('mobile', 'work', ''),
      isPrimary: fc.boolean(),
    },
    { requiredKeys: ['value'] },
  );
  test('for any lists: one entry a key, at most one primary, ids kept by key, and a repetition changes nothing', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (former, next) => {
        const before = written([{ op: 'replace', kind: 'phone', entries: former }]);
        const write: MethodWrite = { op: 'replace', kind: 'phone', entries: next };
        const after = written([write], before);
        const keys = after.map((method) => method.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(after.filter((method) => method.isPrimary).length).toBeLessThanOrEqual(1);
        expect(after.map((method) => method.position)).toEqual(after.map((_, index) => index));
        for (const method of after) {
          const known = before.find((candidate) => candidate.key === method.key);
          expect(isUuid(method.id)).toBe(true);
          expect(method.id).toBe(known?.id ?? method.id);
        }
        expect(written([write], after)).toEqual(after);
      }),
    );
  });
});

describe('a single slot', () => {
  test('replaces the effective primary in place', () => {
    const list = written([{ op: 'slot', kind: 'phone', value: '+15551000003' }], two);
    expect(list).toMatchObject([
      { id: first.id, type: 'work', value: '+15551000003' },
      { id: second.id },
    ]);
  });

  test('makes an entry that is there already the primary', () => {
    const list = written([{ op: 'slot', kind: 'phone', value: '(555) 100-0002' }], two);
    expect(list).toMatchObject([
      { id: first.id, isPrimary: false },
      { id: second.id, isPrimary: true, value: '+15551000002' },
    ]);
  });

  test('written back as E.164 keeps the verbatim text', () => {
    expect(written([{ op: 'slot', kind: 'phone', value: '+15551000001' }], two)).toEqual(two);
  });

  test('cleared removes the primary, and the next shows', () => {
    const list = written([{ op: 'slot', kind: 'phone', value: null }], two);
    expect(effectivePrimary({ methods: list }, 'phone')?.id).toBe(second.id);
  });

  test('passes over a fax, which is never the effective primary unless flagged', () => {
    const fax = written([add('phone', { value: '+15551000008', type: 'fax' })]);
    const list = written([{ op: 'slot', kind: 'phone', value: '+15551000001' }], fax);
    expect(list.map((method) => method.type)).toEqual(['fax', '']);
    expect(effectivePrimary({ methods: list }, 'phone')?.value).toBe('+15551000001');
  });
});

describe('single entries', () => {
  test('a second primary takes the flag from the first', () => {
    const list = written([
      add('email', { value: 'a@example.com', isPrimary: true }),
      add('email', { value: 'b@example.com', isPrimary: true }),
    ]);
    expect(list.map((method) => method.isPrimary)).toEqual([false, true]);
  });

  test('a patch that makes two numbers equal leaves the patched one', () => {
    const list = written([{ op: 'patch', id: second.id, patch: { value: '555-100-0001' } }], two);
    expect(list).toMatchObject([{ id: second.id, type: 'mobile', key: '+15551000001' }]);
  });

  test('a put turns a phone into an e-mail under the same id', () => {
    const put: MethodWrite = {
      op: 'put',
      id: first.id,
      kind: 'email',
      entry: { value: 'Jane@Example.com' },
    };
    expect(written([put], two)).toContainEqual(
      expect.objectContaining({
        id: first.id,
        kind: 'email',
        key: 'jane@example.com',
        value: 'Jane@Example.com',
        e164: null,
      }),
    );
  });

  test('a put under a new id adds an entry with that id', () => {
    const id: Uuid = testId();
    expect(
      written([{ op: 'put', id, kind: 'phone', entry: { value: '+15551000007' } }], two).at(-1)?.id,
    ).toBe(id);
  });

  test('an unknown id is not found', () => {
    const id = testId();
    expect(() => written([{ op: 'remove', id }], two)).toThrow(NotFound);
    expect(() => written([{ op: 'patch', id, patch: { type: 'home' } }], two)).toThrow(NotFound);
  });

  test('a text that is no number is kept, without E.164', () => {
    expect(written([add('phone', { value: 'ask at reception' })])).toMatchObject([
      { value: 'ask at reception', e164: null },
    ]);
  });
});

describe('an entry that a merge has hidden behind an equal one', () => {
  const hidden: ContactMethod = { ...first, id: testId(), memo: 'spare', shadowOf: first.id };
  const before = [first, second, hidden];
  const patch = (change: MethodPatch): readonly ContactMethod[] =>
    written([{ op: 'patch', id: hidden.id, patch: change }], before);

  test('is written where it is, and takes nothing from the visible one', () => {
    expect(patch({ memo: 'note', value: '(555) 100-0001' })).toMatchObject([
      { id: first.id, value: first.value },
      { id: second.id },
      { id: hidden.id, memo: 'note', value: '(555) 100-0001', shadowOf: first.id },
    ]);
  });

  test('comes to light with a number of its own, and hides behind another visible one', () => {
    expect(patch({ value: '+15551000007' })[2]).toMatchObject({ shadowOf: null });
    expect(patch({ value: second.value })[2]).toMatchObject({ shadowOf: second.id });
    const entry = { value: 'a@example.com' };
    const asEmail = written([{ op: 'put', id: hidden.id, kind: 'email', entry }], before);
    expect(asEmail.at(-1)).toMatchObject({ id: hidden.id, shadowOf: null });
  });

  test('gives a flag to the one in front', () => {
    expect(patch({ isPrimary: true }).map(({ isPrimary }) => isPrimary)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
