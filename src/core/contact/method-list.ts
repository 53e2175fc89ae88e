/** The rules for writing phones and e-mails: whole lists, single slots, and single entries (DESIGN §2.2). */
import { NotFound } from '../errors.ts';
import type { ChangeEnvironment } from './change-environment.ts';
import type { MethodEntry, MethodPatch, MethodWrite } from './contact-patch.ts';
import { effectivePrimary, methodsOf } from './contact-view.ts';
import type { ContactMethod, MethodKind } from './contact.ts';
import { parseMethodValue, type MethodValue } from './method-key.ts';
import { newMethod, patched } from './method-entry.ts';
import { findSame, isSameNumber, matchEntries } from './method-match.ts';

/**
 * Applies the writes in order and returns the new list: phones, then e-mails, positions renumbered per kind. Entries
 * that nothing changed are the same objects, so that a caller can tell. Throws `NotFound` for an unknown method id.
 */
export function applyMethodWrites(
  methods: readonly ContactMethod[],
  writes: readonly MethodWrite[],
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  let list: readonly ContactMethod[] = methods;
  for (const write of writes) list = applyOne(list, write, env);
  return list === methods ? methods : renumber(list);
}

function applyOne(
  list: readonly ContactMethod[],
  write: MethodWrite,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  switch (write.op) {
    case 'replace':
      return replaceKind(list, write.kind, write.entries, env);
    case 'slot':
      return writeSlot(list, write.kind, write.value, env);
    case 'add':
      return addEntry(list, write, env);
    case 'put':
      return putEntry(list, write, env);
    case 'patch':
      return patchEntry(list, write.id, write.patch, env);
    case 'remove':
      assertKnown(list, write.id);
      return list.filter((method) => method.id !== write.id);
  }
}

function assertKnown(list: readonly ContactMethod[], id: string): ContactMethod {
  const found = list.find((method) => method.id === id);
  if (!found) throw new NotFound('contact-method', id);
  return found;
}

/** The entry that stands for the same number already. */
function findEqual(
  list: readonly ContactMethod[],
  kind: MethodKind,
  value: string,
  env: ChangeEnvironment,
): ContactMethod | undefined {
  if (list.length === 0) return undefined;
  return findSame(list, kind, parseMethodValue(kind, value, env.region));
}

function replaceKind(
  list: readonly ContactMethod[],
  kind: MethodKind,
  entries: readonly MethodEntry[],
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const others = list.filter((method) => method.kind !== kind || method.shadowOf !== null);
  const parse = (value: string): MethodValue => parseMethodValue(kind, value, env.region);
  const matches = matchEntries(methodsOf({ methods: list }, kind), entries, parse);
  let next: ContactMethod[] = [];
  for (const [index, entry] of entries.entries()) {
    const match = matches[index];
    const twice = match ? undefined : findEqual(next, kind, entry.value, env);
    const known = twice ?? match;
    const written = known
      ? patched(known, twice ? withoutValue(entry) : entry, env)
      : newMethod(kind, entry, env);
    next = twice ? next.map((method) => (method === twice ? written : method)) : [...next, written];
    if (entry.isPrimary === true) next = clearOtherPrimaries(next, written, env);
  }
  return [...others, ...keepLastPrimary(next, env)];
}

/** The same number twice collapses into the first spelling; what else the second entry says still counts. */
function withoutValue(entry: MethodEntry): MethodPatch {
  const { value: _value, ...rest } = entry;
  return rest;
}

function writeSlot(
  list: readonly ContactMethod[],
  kind: MethodKind,
  value: string | null,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const primary = effectivePrimary({ methods: list }, kind);
  if (value === null) return primary ? list.filter((method) => method !== primary) : list;
  const visible = methodsOf({ methods: list }, kind);
  if (visible.length === 0) return [...list, newMethod(kind, { value }, env)];
  const said = parseMethodValue(kind, value, env.region);
  if (primary && isShownAs(primary, said)) return list;
  const equal = findSame(visible, kind, said) ?? visible.find((one) => isShownAs(one, said));
  if (equal) return makePrimary(list, equal, env);
  if (!primary) return [...list, newMethod(kind, { value }, env)];
  const written = patched(primary, { value }, env);
  return list.map((method) => (method === primary ? written : method));
}

/** Vendors with one slot show the number without its extension, and write it back so. */
function isShownAs(method: ContactMethod, said: MethodValue): boolean {
  const isSameEntry = isSameNumber(method, said) || method.value === said.value;
  return isSameEntry || (said.ext === null && method.key === said.key);
}

function addEntry(
  list: readonly ContactMethod[],
  write: Extract<MethodWrite, { op: 'add' }>,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  if (list.some((method) => method.id === write.id)) return list;
  const equal = findEqual(list, write.kind, write.entry.value, env);
  const written = equal
    ? patched(equal, withoutValue(write.entry), env)
    : newMethod(write.kind, write.entry, env, write.id);
  const next = equal
    ? list.map((method) => (method === equal ? written : method))
    : [...list, written];
  return write.entry.isPrimary === true ? clearOtherPrimaries(next, written, env) : next;
}

/** A client-chosen id is kept even when the value equals another entry's: its owner will ask for it by that id. */
function putEntry(
  list: readonly ContactMethod[],
  write: Extract<MethodWrite, { op: 'put' }>,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const { id, kind, entry } = write;
  const known = list.find((method) => method.id === id);
  const full = { ...entry, kind, memo: entry.memo ?? null, referenceId: entry.referenceId ?? null };
  if (!known) {
    const made = newMethod(kind, entry, env, id);
    return withFlag([...list, made], made, entry, env);
  }
  const written = inView(list, known, patched(known, full, env));
  return withFlag(exchange(list, known, written), written, entry, env);
}

/** In its place, except that one which changes its kind comes last among those of its new kind. */
function exchange(
  list: readonly ContactMethod[],
  known: ContactMethod,
  written: ContactMethod,
): readonly ContactMethod[] {
  if (written.kind !== known.kind) return [...list.filter((method) => method !== known), written];
  return list.map((method) => (method === known ? written : method));
}

/** One flag per kind: a writer who sets it takes it from the others, an entry that brings it into its new kind does not. */
function withFlag(
  list: readonly ContactMethod[],
  written: ContactMethod,
  entry: MethodPatch,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  if (written.shadowOf !== null) {
    const front = list.find((method) => method.id === written.shadowOf);
    return front && entry.isPrimary === true ? makePrimary(list, front, env) : list;
  }
  if (entry.isPrimary === true) return clearOtherPrimaries(list, written, env);
  const flagged = list.find((method) => method.kind === written.kind && method.isPrimary);
  if (!written.isPrimary || !flagged || flagged.id === written.id) return list;
  const yielding = patched(written, { isPrimary: false }, env);
  return list.map((method) => (method === written ? yielding : method));
}

function patchEntry(
  list: readonly ContactMethod[],
  id: string,
  patch: MethodPatch,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const known = assertKnown(list, id);
  const written = inView(list, known, patched(known, patch, env));
  const merged = list.filter((method) => method === known || !isTwin(method, written));
  if (written === known && merged.length === list.length && patch.isPrimary !== true) return list;
  return withFlag(exchange(merged, known, written), written, patch, env);
}

/**
 * What a merge has hidden behind an equal number comes to light with another number, unless that is visible too. Hidden, it
 * has no flag of its own.
 */
function inView(
  list: readonly ContactMethod[],
  known: ContactMethod,
  written: ContactMethod,
): ContactMethod {
  if (known.shadowOf === null || written === known) return written;
  const front = methodsOf({ methods: list }, written.kind).find((method) =>
    isSameNumber(method, written),
  );
  if (front) return { ...written, shadowOf: front.id, isPrimary: false };
  const isMoved = written.kind !== known.kind || !isSameNumber(written, known);
  return isMoved ? { ...written, shadowOf: null } : { ...written, isPrimary: false };
}

/** Another visible entry for the same number, which the patched one swallows; a hidden one swallows none. */
function isTwin(method: ContactMethod, written: ContactMethod): boolean {
  return (
    written.shadowOf === null &&
    method.id !== written.id &&
    method.kind === written.kind &&
    isSameNumber(method, written) &&
    method.shadowOf === null
  );
}

function makePrimary(
  list: readonly ContactMethod[],
  chosen: ContactMethod,
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const written = patched(chosen, { isPrimary: true }, env);
  const next = list.map((method) => (method === chosen ? written : method));
  return clearOtherPrimaries(next, written, env);
}

function clearOtherPrimaries(
  list: readonly ContactMethod[],
  kept: ContactMethod,
  env: ChangeEnvironment,
): ContactMethod[] {
  return list.map((method) =>
    method.kind === kept.kind && method.id !== kept.id && method.isPrimary
      ? patched(method, { isPrimary: false }, env)
      : method,
  );
}

/** Of several flagged entries the last stays; none is promoted. */
function keepLastPrimary(
  list: readonly ContactMethod[],
  env: ChangeEnvironment,
): readonly ContactMethod[] {
  const last = list.findLast((method) => method.isPrimary);
  return last ? clearOtherPrimaries(list, last, env) : list;
}

/** In the order in which the store gives them back, so that a write sees the same list whether it was stored in between. */
export function renumber(list: readonly ContactMethod[]): readonly ContactMethod[] {
  return (['phone', 'email'] as const).flatMap((kind) =>
    list
      .filter((method) => method.kind === kind)
      .map((method, position) => (method.position === position ? method : { ...method, position })),
  );
}
