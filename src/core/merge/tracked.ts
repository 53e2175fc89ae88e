/** Values of records that followed a merge, and how they find back. */
import type { Uuid } from '../value/identifier.ts';
import type { MergeImages, Tracked, TrackedChange } from './merge.ts';

export function trackedOf(
  { tracked }: Pick<MergeImages, 'tracked'>,
  id: Uuid,
): TrackedChange | undefined {
  return tracked.find((change) => change.id === id);
}

/** The values of a record that goes back through these merges: where one has left them, they become what they were before it. */
export function unwound(now: Tracked, history: readonly MergeImages[], id: Uuid): Tracked {
  let values = now;
  for (const images of history.toReversed()) {
    const change = trackedOf(images, id);
    if (change)
      values = mapped(values, (key, value) =>
        value === change.to[key] ? (change.from[key] ?? value) : value,
      );
  }
  return values;
}

/** What the values would be had the first change never been, with the later ones as they would be told then. */
export function withoutFirst(
  now: Tracked,
  [first, ...later]: readonly [TrackedChange, ...TrackedChange[]],
): { readonly values: Tracked; readonly later: readonly TrackedChange[] } {
  let values = first.from;
  let left = first.to;
  const rewritten = later.map((change): TrackedChange => {
    const from = rebased(left, change.from, values);
    left = change.to;
    values = rebased(change.from, change.to, from);
    return { id: change.id, from, to: values };
  });
  return { values: rebased(left, now, values), later: rewritten };
}

/** The changes as they are told once the value that stood at their end is another: so far back as it was the same one. */
export function retoldTail(
  changes: readonly TrackedChange[],
  { now, next, came }: { readonly now: Tracked; readonly next: Tracked; readonly came: boolean },
): readonly TrackedChange[] {
  let told: readonly TrackedChange[] = changes;
  for (const key of Object.keys(next))
    if (next[key] !== now[key])
      told = retoldKey(told, { key, now: now[key], next: next[key], came });
  return told;
}

interface Retold {
  readonly key: string;
  readonly now: string | boolean | undefined;
  readonly next: string | boolean | undefined;
  readonly came: boolean;
}

function retoldKey(
  changes: readonly TrackedChange[],
  { key, now, next = '', came }: Retold,
): readonly TrackedChange[] {
  let isSame = true;
  return changes
    .map((change, index) => ({ change, isFirst: index === 0 }))
    .toReversed()
    .map(({ change, isFirst }): TrackedChange => {
      isSame &&= change.to[key] === now;
      const to = isSame ? { ...change.to, [key]: next } : change.to;
      isSame &&= change.from[key] === now && !(isFirst && came);
      return { id: change.id, from: isSame ? { ...change.from, [key]: next } : change.from, to };
    })
    .toReversed();
}

function rebased(former: Tracked, edited: Tracked, onto: Tracked): Tracked {
  return mapped(edited, (key, value) => (value === former[key] ? (onto[key] ?? value) : value));
}

function mapped(
  values: Tracked,
  change: (key: string, value: string | boolean) => string | boolean,
): Tracked {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, change(key, value)]),
  );
}
