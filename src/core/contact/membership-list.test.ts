import { describe, expect, test } from 'vitest';
import { InvalidInput, NotFound } from '../errors.ts';
import { instant } from '../value/instant.ts';
import { testEnvironment } from './contact-fixture.ts';
import type { MembershipWrite } from './contact-patch.ts';
import { applyMembershipWrites } from './membership-list.ts';

const env = testEnvironment();
const join = (programId: string, program: 'campaign' | 'workflow' = 'campaign') =>
  ({ op: 'join', program, programId }) as const;

function after(...writes: readonly MembershipWrite[]) {
  return applyMembershipWrites([], writes, env);
}

describe('applyMembershipWrites', () => {
  test('notes who joined, when and by whom', () => {
    const id = expect.any(String) as string;
    const noted = { id, eventStartAt: null, addedAt: env.at, addedBy: env.by };
    expect(after(join('a'), join('a', 'workflow'))).toEqual([
      { ...noted, program: 'campaign', programId: 'a' },
      { ...noted, program: 'workflow', programId: 'a' },
    ]);
  });

  test('joins once, and writes the start of the event when one is named again', () => {
    const [first] = after(join('a'));
    const eventStartAt = instant(5);
    const list = first ? [first] : [];
    expect(applyMembershipWrites(list, [join('a')], env)).toBe(list);
    const moved = applyMembershipWrites(list, [{ ...join('a'), eventStartAt }], env);
    expect(moved).toEqual([{ ...first, eventStartAt }]);
    expect(applyMembershipWrites(moved, [join('a')], env)).toBe(moved);
  });

  test('leaves one, or all of a kind', () => {
    const joined = [join('a'), join('b'), join('b', 'workflow')];
    const leave = { op: 'leave', program: 'campaign', programId: 'b' } as const;
    const names = (list: ReturnType<typeof after>) =>
      list.map(({ program, programId }) => `${program} ${programId}`);
    expect(names(after(...joined, leave))).toEqual(['campaign a', 'workflow b']);
    const all = { op: 'leave-all', program: 'campaign' } as const;
    expect(names(after(...joined, all, all))).toEqual(['workflow b']);
  });

  test('refuses to leave what was not joined, and more than 1,000', () => {
    const leave = { op: 'leave', program: 'workflow', programId: 'a' } as const;
    expect(() => after(join('a'), leave)).toThrow(NotFound);
    const many = Array.from({ length: 1_000 }, (_, at) => join(`c${at}`));
    expect(after(...many)).toHaveLength(1_000);
    expect(() => after(...many, join('more'))).toThrow(InvalidInput);
    expect(after(...many, join('c7'))).toHaveLength(1_000);
  });
});
