/** Which entries of a contact's list stand for the same number or address (DESIGN §2.2). */
import type { MethodEntry } from './contact-patch.ts';
import type { ContactMethod, MethodKind } from './contact.ts';
import type { MethodValue } from './method-key.ts';

/** Two extensions of one switchboard are two numbers, although a look-up finds both by the digits before them. */
export function isSameNumber(
  one: Pick<MethodValue, 'key' | 'ext'>,
  other: Pick<MethodValue, 'key' | 'ext'>,
): boolean {
  return one.key === other.key && one.ext === other.ext;
}

/** The visible entry for a value as it was parsed. */
export function findSame(
  list: readonly ContactMethod[],
  kind: MethodKind,
  parsed: MethodValue,
): ContactMethod | undefined {
  const visible = list.filter((method) => method.kind === kind && method.shadowOf === null);
  return (
    visible.find((method) => isSameNumber(method, parsed)) ??
    visible.find((method) => method.value === parsed.value)
  );
}

/**
 * For each entry of a whole list the existing one that it goes on with, each at most once: that of the same number, in
 * the same spelling if it is there twice, else one that differs in its extension alone. Undefined for new ones, and for
 * repetitions of another entry.
 */
export function matchEntries(
  existing: readonly ContactMethod[],
  entries: readonly MethodEntry[],
  parse: (value: string) => MethodValue,
): readonly (ContactMethod | undefined)[] {
  // A new contact has none, and need not have its numbers read twice.
  if (existing.length === 0) return [];
  const parsed = entries.map(({ value }) => parse(value));
  const free = new Set(existing);
  const matches = new Map<MethodValue, ContactMethod>();
  const match = (find: (said: MethodValue) => ContactMethod | undefined): void => {
    for (const said of parsed) {
      const found = matches.has(said) ? undefined : find(said);
      if (!found) continue;
      matches.set(said, found);
      free.delete(found);
    }
  };
  match(
    (said) =>
      [...free].find((method) => method.value === said.value) ??
      [...free].find((method) => isSameNumber(method, said)),
  );
  match((said) => {
    const isRepetition = [...matches.keys()].some((other) => isSameNumber(other, said));
    return isRepetition ? undefined : [...free].find((method) => method.key === said.key);
  });
  return parsed.map((said) => matches.get(said));
}
