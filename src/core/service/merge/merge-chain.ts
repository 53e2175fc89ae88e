/** Which contacts and merges hang together. */
import type { Merge, MergeImages } from '../../merge/merge.ts';
import type { Step } from '../../merge/replay.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { Uuid } from '../../value/identifier.ts';

/** The contact and everyone who was merged into it, directly or through others. */
export async function membersOf(unit: UnitOfWork, id: Uuid): Promise<ReadonlySet<Uuid>> {
  const members = new Set([id]);
  // A set is walked with what is added meanwhile.
  for (const member of members) {
    for (const { survivorId, loserId } of await unit.merges.standingOf(member))
      if (survivorId === member) members.add(loserId);
  }
  return members;
}

export interface Chain {
  /** The merges since that built on what this one made, in order. */
  readonly steps: readonly Step[];
  /** This one, and those through which its survivor went into others. */
  readonly path: readonly MergeImages[];
  /** Who has everything now. */
  readonly rootId: Uuid;
}

export async function chainOf(unit: UnitOfWork, merge: Merge): Promise<Chain> {
  const steps: Step[] = [];
  let rootId = merge.survivorId;
  let since: number = merge.createdAt;
  for (;;) {
    const standing = await unit.merges.standingOf(rootId);
    for (const later of standing)
      if (later.survivorId === rootId && later.createdAt > since)
        steps.push({ merge: later, as: 'survivor' });
    const onward = standing.find(({ loserId }) => loserId === rootId);
    if (!onward) break;
    steps.push({ merge: onward, as: 'loser' });
    since = onward.createdAt;
    rootId = onward.survivorId;
  }
  const onwards = steps.filter(({ as }) => as === 'loser').map((step) => step.merge.images);
  return { steps, path: [merge.images, ...onwards], rootId };
}
