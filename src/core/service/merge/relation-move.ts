/** Relations follow a merge and its undoing. Of two to the same target in the same role, the loser's rests meanwhile. */
import type { Relation } from '../../account/relation.ts';
import { jobContactValuesOf } from '../../contact/contact-view.ts';
import type { Contact } from '../../contact/contact.ts';
import { changedKeys } from '../../event/diff.ts';
import type { Tracked, TrackedChange } from '../../merge/merge.ts';
import { unwound } from '../../merge/tracked.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import { stamped } from '../stamp.ts';
import { isLeaving, movedTo, type Moving, type Returning, returnedTo } from './moved.ts';
import type { Retelling } from './retelling.ts';

interface Change {
  readonly before: Relation;
  readonly after: Relation;
}

/** Gives what became of the flags of each. */
export async function moveRelations(moving: Moving): Promise<readonly TrackedChange[]> {
  const { unit, context, survivor, loser, result } = moving;
  const shown = jobContactValuesOf(result);
  const own = await unit.relations.ofContact(survivor.id);
  const others = await unit.relations.ofContact(loser.id);
  const equalOf = (relation: Relation): Relation | undefined =>
    own.find((known) => relation.active && known.active && isEqual(known, relation));
  const primaries = new Set(
    others.flatMap((relation) => (relation.isPrimary ? (equalOf(relation)?.id ?? []) : [])),
  );
  const changes: Change[] = [
    ...own.map((before) => ({
      before,
      after: { ...before, ...shown, isPrimary: before.isPrimary || primaries.has(before.id) },
    })),
    ...others.map((before) => {
      const rests = equalOf(before) !== undefined;
      const after = { ...movedTo(before, moving), ...shown, active: before.active && !rests };
      return { before, after };
    }),
  ];
  const settled = withMain(changes, result);
  for (const change of settled) write(unit, context, change);
  return settled.map(({ before, after }) => ({
    id: before.id,
    from: flagsOf(before),
    to: flagsOf(after),
  }));
}

export async function returnRelations(returning: Returning, retelling: Retelling): Promise<void> {
  const { unit, context, root, rootAfter, loser, history } = returning;
  const kept: Change[] = [];
  const back: Change[] = [];
  for (const before of await unit.relations.ofContact(root.id)) {
    const now = flagsOf(before);
    if (isLeaving(before, returning)) {
      const flags = toFlags(unwound(now, history, before.id), before);
      const shown = jobContactValuesOf(loser);
      back.push({ before, after: { ...returnedTo(before, returning), ...flags, ...shown } });
    } else {
      const flags = toFlags(retelling.without(before.id, now) ?? now, before);
      kept.push({ before, after: { ...before, ...flags, ...jobContactValuesOf(rootAfter) } });
    }
  }
  for (const change of withMain(kept, rootAfter)) write(unit, context, change);
  for (const change of withMain(back, loser)) write(unit, context, await yielding(unit, change));
}

function isEqual(a: Relation, b: Relation): boolean {
  return (
    a.targetKind === b.targetKind &&
    a.targetId === b.targetId &&
    a.targetNumber === b.targetNumber &&
    a.role === b.role
  );
}

type Flags = Pick<Relation, 'active' | 'isPrimary' | 'isMain'>;

function flagsOf({ active, isPrimary, isMain }: Flags): Tracked {
  return { active, isPrimary, isMain };
}

function toFlags(tracked: Tracked, known: Flags): Flags {
  const flag = (key: keyof Flags): boolean => (tracked[key] ?? known[key]) === true;
  return { active: flag('active'), isPrimary: flag('isPrimary'), isMain: flag('isMain') };
}

/** The one relation that stands for the contact's main account carries the flag. */
function withMain(changes: readonly Change[], { accountId }: Contact): readonly Change[] {
  const candidates = changes.filter(
    ({ after }) => after.targetKind === 'account' && after.active && after.targetId === accountId,
  );
  const main = candidates.find(({ after }) => after.isMain) ?? candidates[0];
  return changes.map((change) => {
    const isMain = accountId !== null && change === main;
    return isMain === change.after.isMain
      ? change
      : { ...change, after: { ...change.after, isMain } };
  });
}

/** Somebody else has become the target's primary contact in the meantime. */
async function yielding(unit: UnitOfWork, { before, after }: Change): Promise<Change> {
  if (!after.active || !after.isPrimary || after.targetId === null) return { before, after };
  const taken = (await unit.relations.ofTarget(after.targetId)).some(
    (other) =>
      other.id !== after.id &&
      other.active &&
      other.isPrimary &&
      other.targetKind === after.targetKind,
  );
  return { before, after: taken ? { ...after, isPrimary: false } : after };
}

function write(unit: UnitOfWork, context: TenantContext, { before, after }: Change): void {
  if (changedKeys(before, after).length === 0) return;
  const note = before.active === after.active ? {} : { type: after.active ? 'restored' : 'ended' };
  unit.relations.update(before, stamped(unit, context, after), note);
}
