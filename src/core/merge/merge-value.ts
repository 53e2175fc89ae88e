/** The pure rules for single values, names and maps: which one survives, and what remains when one is taken away again. */
import { isSame } from '../event/diff.ts';
import { foldText } from '../value/text.ts';
import type { Preference } from './merge-rule.ts';

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** The surviving value; of two that are equal, the survivor's. */
export function mergeValue(preference: Preference, survivor: unknown, loser: unknown): unknown {
  if (isEmpty(loser) || isSame(survivor, loser)) return survivor;
  if (isEmpty(survivor) || preference === 'loser') return loser;
  if (typeof survivor !== 'string' || typeof loser !== 'string') return survivor;
  if (preference === 'both') return bothTexts(survivor, loser);
  if (preference === 'complete') return said(loser) > said(survivor) ? loser : survivor;
  return survivor;
}

function said(text: string): number {
  return text.trim().length;
}

function bothTexts(survivor: string, loser: string): string {
  return survivor.includes(loser) ? survivor : `${survivor}\n\n${loser}`;
}

/** Given, family and full name, which survive together. */
export interface WholeName {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly fullName: string | null;
}

export function wholeName({ givenName, familyName, fullName }: WholeName): WholeName {
  return { givenName, familyName, fullName };
}

/** The survivor's name, except that one which only says less of the same gives way to the whole. */
export function mergeName(
  preference: Preference,
  survivor: WholeName,
  loser: WholeName,
): WholeName {
  const own = wholeName(survivor);
  const other = wholeName(loser);
  const size = nameSize(other);
  if (size === 0) return own;
  if (nameSize(own) === 0 || preference === 'loser') return other;
  if (preference === 'complete') return size > nameSize(own) ? other : own;
  return isPartOf(own, other) ? other : own;
}

/** Parts count before letters. */
function nameSize({ givenName, familyName, fullName }: WholeName): number {
  const parts = [givenName, familyName].filter((part) => !isEmpty(part));
  const letters = Math.max(said(parts.join(' ')), said(fullName ?? ''));
  return parts.length * 1000 + letters;
}

function isPartOf(part: WholeName, whole: WholeName): boolean {
  if (part.fullName !== null) return false;
  const fits = (a: string | null, b: string | null): boolean =>
    isEmpty(a) || foldText(a ?? '') === foldText(b ?? '');
  const lacks =
    (isEmpty(part.givenName) && !isEmpty(whole.givenName)) ||
    (isEmpty(part.familyName) && !isEmpty(whole.familyName));
  return lacks && fits(part.givenName, whole.givenName) && fits(part.familyName, whole.familyName);
}

type Bag = Readonly<Record<string, unknown>>;

/** Every key of both; one that both have is merged by itself. */
export function mergeMap(
  survivor: Bag,
  loser: Bag,
  merge: (survivor: unknown, loser: unknown, key: string) => unknown,
): Bag {
  const merged = new Map(Object.entries(survivor));
  for (const [key, value] of Object.entries(loser))
    merged.set(key, merged.has(key) ? merge(merged.get(key), value, key) : value);
  return Object.fromEntries(merged);
}

/** What was changed between `former` and `edited` stays; all else is as in `onto`. */
export function rebaseValue(former: unknown, edited: unknown, onto: unknown): unknown {
  return isSame(former, edited) ? onto : edited;
}

/** The same for each key of a map by itself. */
export function rebaseMap(
  former: Bag,
  edited: Bag,
  onto: Bag,
  rebase: (former: unknown, edited: unknown, onto: unknown) => unknown = rebaseValue,
): Bag {
  const rebased = new Map(Object.entries(onto));
  for (const key of new Set([...Object.keys(former), ...Object.keys(edited)])) {
    if (isSame(former[key], edited[key])) continue;
    const value = rebase(former[key], edited[key], onto[key]);
    if (value === undefined) rebased.delete(key);
    else rebased.set(key, value);
  }
  return Object.fromEntries(rebased);
}
