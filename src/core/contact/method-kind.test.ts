import { describe, expect, test } from 'vitest';
import { testContact, testEnvironment, testId } from './contact-fixture.ts';
import type { MethodPatch, MethodWrite } from './contact-patch.ts';
import type { ContactMethod } from './contact.ts';
import { applyMethodWrites } from './method-list.ts';

const flagged = testId();
const { methods } = testContact({
  methods: [
    { op: 'add', kind: 'email', entry: { value: 'first@example.com' } },
    { op: 'add', kind: 'phone', entry: { value: '+15551000001', isPrimary: true } },
    { op: 'add', kind: 'phone', entry: { value: '+15551000002' } },
    { op: 'add', kind: 'email', id: flagged, entry: { value: 'b@example.com', isPrimary: true } },
  ],
});

function after(...writes: MethodWrite[]): readonly ContactMethod[] {
  return applyMethodWrites(methods, writes, testEnvironment());
}
function brief(list: readonly ContactMethod[]): readonly unknown[] {
  return list.map(({ value, position, isPrimary }) => [value, position, isPrimary]);
}

test('a list of methods holds the phones first, then the e-mails, each counted from zero', () => {
  expect(brief(methods)).toEqual([
    ['+15551000001', 0, true],
    ['+15551000002', 1, false],
    ['first@example.com', 0, false],
    ['b@example.com', 1, true],
  ]);
});

describe('an e-mail that is turned into a phone', () => {
  const turned: MethodPatch = { kind: 'phone', value: '+15551000003' };

  test('comes last among the phones and leaves them their primary', () => {
    expect(brief(after({ op: 'patch', id: flagged, patch: turned }))).toEqual([
      ['+15551000001', 0, true],
      ['+15551000002', 1, false],
      ['+15551000003', 2, false],
      ['first@example.com', 0, false],
    ]);
  });

  test('is their primary when the writer says so', () => {
    const list = after({ op: 'patch', id: flagged, patch: { ...turned, isPrimary: true } });
    expect(list.filter((method) => method.isPrimary).map((method) => method.id)).toEqual([flagged]);
  });

  test('ends the same when put whole', () => {
    const entry = { value: '+15551000003' };
    const put = after({ op: 'put', id: flagged, kind: 'phone', entry });
    expect(brief(put)).toEqual(brief(after({ op: 'patch', id: flagged, patch: turned })));
  });
});

test('a put that sets the flag takes it from the others', () => {
  const entry = { value: '+15551000009', isPrimary: true };
  const list = after({ op: 'put', id: testId(), kind: 'phone', entry });
  expect(list.filter((method) => method.kind === 'phone' && method.isPrimary)).toMatchObject([
    { value: '+15551000009' },
  ]);
});
