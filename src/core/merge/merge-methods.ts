/** Contact methods in merges: they move with the mark of where they come from, and equal ones hide behind the survivor's. */
import type { ChangeEnvironment } from '../contact/change-environment.ts';
import { methodsOf } from '../contact/contact-view.ts';
import type { Contact, ContactMethod } from '../contact/contact.ts';
import { renumber } from '../contact/method-list.ts';
import { isSameNumber } from '../contact/method-match.ts';
import type { Uuid } from '../value/identifier.ts';
import type { MergeImages } from './merge.ts';

interface Joined {
  readonly methods: readonly ContactMethod[];
  readonly renamed: Readonly<Record<string, Uuid>>;
}

/** The survivor's methods, then the loser's. The survivor's primary ones stay primary. */
export function joinMethods(survivor: Contact, loser: Contact, env: ChangeEnvironment): Joined {
  const taken = new Set(survivor.methods.map(({ id }) => id));
  const newIds = new Map<Uuid, Uuid>();
  const renamed: Record<string, Uuid> = {};
  for (const { id } of loser.methods) {
    if (!taken.has(id)) continue;
    const newId = env.newId();
    newIds.set(id, newId);
    renamed[newId] = id;
  }
  const idOf = (id: Uuid): Uuid => newIds.get(id) ?? id;
  const moved = loser.methods.map((method): ContactMethod => {
    const own = methodsOf(survivor, method.kind);
    const equal = own.find((candidate) => isSameNumber(candidate, method));
    const shadowed = method.shadowOf === null ? (equal?.id ?? null) : idOf(method.shadowOf);
    return {
      ...method,
      id: idOf(method.id),
      isPrimary: method.isPrimary && own.length === 0,
      fromContactId: method.fromContactId ?? loser.id,
      shadowOf: shadowed,
      updatedAt: env.at,
      updatedBy: env.by,
    };
  });
  return { methods: renumber([...survivor.methods, ...moved]), renamed };
}

interface Parting {
  /** Those whose methods go: the contact that leaves, and everyone merged into it. */
  readonly leaving: ReadonlySet<Uuid>;
  readonly loserId: Uuid;
  /** From the merge that is undone up to the one that led to the contact that has the methods now. */
  readonly path: readonly MergeImages[];
}

interface Parted {
  readonly kept: readonly ContactMethod[];
  readonly returned: readonly ContactMethod[];
  /** The ids that returned methods had until now, by the id that they get back. */
  readonly formerIds: ReadonlyMap<Uuid, Uuid>;
}

/** Takes the methods apart again, as they were edited since. */
export function partMethods(
  methods: readonly ContactMethod[],
  parting: Parting,
  env: ChangeEnvironment,
): Parted {
  const goes = ({ fromContactId }: ContactMethod): boolean =>
    fromContactId !== null && parting.leaving.has(fromContactId);
  const going = methods.filter(goes);
  const formerIds = new Map<Uuid, Uuid>();
  const flagged = new Set<Uuid>();
  const back = going.map((method) => {
    const returned = asItWas(method, parting, env);
    formerIds.set(returned.id, method.id);
    if (method.isPrimary) flagged.add(returned.id);
    return returned;
  });
  return {
    kept: renumber(
      uncovered(
        methods.filter((method) => !goes(method)),
        going,
      ),
    ),
    returned: renumber(onePrimary(inOrder(withoutLostShadows(back), parting.path[0]), flagged)),
    formerIds,
  };
}

/** The steps are undone from the last: where the flag is as a step left it, it becomes what it was before. */
function asItWas(method: ContactMethod, parting: Parting, env: ChangeEnvironment): ContactMethod {
  let { id, isPrimary, shadowOf } = method;
  for (const { renamed, loser, result } of parting.path.toReversed()) {
    const left = result.methods.find((known) => known.id === id);
    id = renamed[id] ?? id;
    const was = loser.methods.find((known) => known.id === id);
    if (!left || !was) continue;
    if (isPrimary === left.isPrimary) isPrimary = was.isPrimary;
    shadowOf = was.shadowOf;
  }
  const from = method.fromContactId === parting.loserId ? null : method.fromContactId;
  const marks = { updatedAt: env.at, updatedBy: env.by };
  return { ...method, ...marks, id, isPrimary, shadowOf, fromContactId: from };
}

function inOrder(
  methods: readonly ContactMethod[],
  images: MergeImages | undefined,
): readonly ContactMethod[] {
  const places = new Map(images?.loser.methods.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: ContactMethod): number => places.get(id) ?? places.size;
  return methods.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function withoutLostShadows(methods: readonly ContactMethod[]): readonly ContactMethod[] {
  const ids = new Set(methods.map(({ id }) => id));
  return methods.map((method) =>
    method.shadowOf !== null && !ids.has(method.shadowOf) ? { ...method, shadowOf: null } : method,
  );
}

/** Whoever set a flag since the merge is right; else the first one is. */
function onePrimary(
  methods: readonly ContactMethod[],
  flagged: ReadonlySet<Uuid>,
): readonly ContactMethod[] {
  const chosen = new Map<string, Uuid>();
  for (const { kind, id, isPrimary } of methods)
    if (isPrimary && (!chosen.has(kind) || flagged.has(id))) chosen.set(kind, id);
  return methods.map((method) =>
    method.isPrimary && chosen.get(method.kind) !== method.id
      ? { ...method, isPrimary: false }
      : method,
  );
}

/** What was hidden behind a method that goes comes to light, or hides behind the next equal one. */
function uncovered(
  kept: readonly ContactMethod[],
  gone: readonly ContactMethod[],
): readonly ContactMethod[] {
  const goneIds = new Set(gone.map(({ id }) => id));
  const list = [...kept];
  for (const [index, method] of list.entries()) {
    if (method.shadowOf === null || !goneIds.has(method.shadowOf)) continue;
    const equal = methodsOf({ methods: list }, method.kind).find((candidate) =>
      isSameNumber(candidate, method),
    );
    list[index] = { ...method, shadowOf: equal?.id ?? null };
  }
  return list;
}
