/** Tags and addresses in merges: lists that are united, and taken apart by what each contact brought. */
import type { Contact, ContactAddress, TagReference } from '../contact/contact.ts';
import { isSame } from '../event/diff.ts';
import type { Uuid } from '../value/identifier.ts';
import type { MergeImages } from './merge.ts';

export function uniteTags(
  survivor: readonly TagReference[],
  loser: readonly TagReference[],
): readonly TagReference[] {
  const known = new Set(survivor.map(({ id }) => id));
  const added = loser.filter(({ id }) => !known.has(id));
  return added.length === 0 ? survivor : [...survivor, ...added];
}

/** The survivor's, then those of the loser that say something else. The survivor's primary one stays primary. */
export function uniteAddresses(
  survivor: readonly ContactAddress[],
  loser: readonly ContactAddress[],
): readonly ContactAddress[] {
  const added = loser.filter(
    (address) => !survivor.some((own) => own.id === address.id || saysTheSame(own, address)),
  );
  if (added.length === 0) return survivor;
  const yielding = survivor.length > 0;
  return numbered([
    ...survivor,
    ...added.map((address) => (yielding ? { ...address, isPrimary: false } : address)),
  ]);
}

function saysTheSame(a: ContactAddress, b: ContactAddress): boolean {
  return isSame(
    { ...a, id: '', isPrimary: false, position: 0 },
    { ...b, id: '', isPrimary: false, position: 0 },
  );
}

function numbered(list: readonly ContactAddress[]): readonly ContactAddress[] {
  return list.map((address, position) =>
    address.position === position ? address : { ...address, position },
  );
}

/** `onto`, with what was added, removed and changed between the two states. */
export function rebaseTags(
  former: readonly TagReference[],
  edited: readonly TagReference[],
  onto: readonly TagReference[],
): readonly TagReference[] {
  return rebaseList(former, edited, onto);
}

export function rebaseAddresses(
  former: readonly ContactAddress[],
  edited: readonly ContactAddress[],
  onto: readonly ContactAddress[],
): readonly ContactAddress[] {
  return numbered(rebaseList(former, edited, onto));
}

function rebaseList<T extends { readonly id: Uuid }>(
  former: readonly T[],
  edited: readonly T[],
  onto: readonly T[],
): readonly T[] {
  const was = byId(former);
  const is = byId(edited);
  const kept = onto.flatMap((item) => {
    const before = was.get(item.id);
    const after = is.get(item.id);
    if (before && !after) return [];
    return after && !isSame(before, after) ? [after] : [item];
  });
  const known = byId(kept);
  const added = edited.filter((item) => !was.has(item.id) && !known.has(item.id));
  return added.length === 0 && kept.every((item, index) => item === onto[index])
    ? onto
    : [...kept, ...added];
}

function byId<T extends { readonly id: Uuid }>(list: readonly T[]): ReadonlyMap<Uuid, T> {
  return new Map(list.map((item) => [item.id, item]));
}

type Step = Pick<MergeImages, 'survivor' | 'loser' | 'result'>;

/**
 * What the loser of the first step gets back, `now` being what the contact at the end of the path has. What the survivor
 * had as well was never its to lose; what came with it alone is gone if it was taken away since.
 */
export function tagsReturned(
  [first, ...rest]: readonly Step[],
  now: Pick<Contact, 'tags'>,
): readonly TagReference[] {
  if (!first) return [];
  return first.loser.tags.filter(({ id }) => {
    for (const [index, step] of [first, ...rest].entries()) {
      if (has(step.survivor, id)) return true;
      if (!has(rest[index]?.loser ?? now, id)) return false;
    }
    return true;
  });
}

function has({ tags }: Pick<Contact, 'tags'>, id: Uuid): boolean {
  return tags.some((tag) => tag.id === id);
}

/** The same for addresses, as they were edited since. */
export function addressesReturned(
  path: readonly Step[],
  now: Pick<Contact, 'addresses'>,
): readonly ContactAddress[] {
  const returned = (path[0]?.loser.addresses ?? []).flatMap((address) => {
    const current = currentAddress(path, address, now);
    return current ? [current] : [];
  });
  return numbered(returned);
}

function currentAddress(
  path: readonly Step[],
  address: ContactAddress,
  now: Pick<Contact, 'addresses'>,
): ContactAddress | undefined {
  let current = address;
  for (const [index, step] of path.entries()) {
    const shown = find(step.result, address.id);
    // Another one says the same: this one never left.
    if (!shown) return current;
    const next = find(path[index + 1]?.loser ?? now, address.id);
    if (!next) return undefined;
    current = next.isPrimary === shown.isPrimary ? { ...next, isPrimary: current.isPrimary } : next;
  }
  return current;
}

function find({ addresses }: Pick<Contact, 'addresses'>, id: Uuid): ContactAddress | undefined {
  return addresses.find((address) => address.id === id);
}
