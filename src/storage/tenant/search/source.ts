/** Where a search begins: which few contacts the indexes can name that hold all that match. */
import type { PlannedWord, SearchPlan } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { documentPattern, wordLevel, worstLevel, worstSureLevel } from './plan-sql.ts';
import { isSettled, type WordFactsOf, wordsOf } from './resolved-plan.ts';

export interface Source {
  /** Nobody else; null when the patterns tell. */
  readonly ids: readonly Uuid[] | null;
  /** At most three, which a document must match, unless its contact has one of the tags. */
  readonly patterns: readonly string[];
  readonly tags: readonly Uuid[];
}

/** As many as the lens has settings. */
const mostPatterns = 3;

interface Sought {
  readonly pattern: string;
  /** Longer texts stand in fewer documents. */
  readonly weight: number;
}

/** Null when nothing that must be in the document is asked for: then all contacts are looked at. */
export function sourceOf(plan: SearchPlan, level: number, factsOf: WordFactsOf): Source | null {
  const settled = settledIds(plan, factsOf);
  if (settled !== null) return { ids: settled, patterns: [], tags: [] };
  const isTagged = (word: PlannedWord): boolean =>
    level >= wordLevel && factsOf(word).tags.length > 0;
  const untagged = required(plan, (word) => (isTagged(word) ? null : soughtOf(word, level)));
  if (untagged.length > 0) return { ids: null, patterns: chosen(untagged), tags: [] };
  const words = required(plan, (word) => soughtOf(word, level));
  if (words.length === 0) return null;
  const tags = new Set(wordsOf(plan).flatMap((word) => factsOf(word).tags));
  return { ids: null, patterns: chosen(words), tags: [...tags] };
}

/** Those who have a whole number or address that must be had; null where none must. */
function settledIds(plan: SearchPlan, factsOf: WordFactsOf): readonly Uuid[] | null {
  if (plan.kind === 'word') return isSettled(plan, factsOf(plan)) ? factsOf(plan).exactly : null;
  if (plan.kind !== 'all') return null;
  const [first = null] = plan.nodes.flatMap((node) => {
    const ids = settledIds(node, factsOf);
    return ids === null ? [] : [ids];
  });
  return first;
}

function chosen(sought: readonly Sought[]): string[] {
  const heaviest = sought.toSorted((a, b) => b.weight - a.weight).slice(0, mostPatterns);
  return heaviest.map(({ pattern }) => pattern);
}

/** What every document that matches the plan must match. */
function required(
  plan: SearchPlan,
  soughtOfWord: (word: PlannedWord) => Sought | null,
): readonly Sought[] {
  if (plan.kind === 'word') return [soughtOfWord(plan)].filter((sought) => sought !== null);
  if (plan.kind === 'all') return plan.nodes.flatMap((node) => required(node, soughtOfWord));
  if (plan.kind !== 'any') return [];
  const ways = plan.nodes.map((node) => {
    const [first, ...others] = required(node, soughtOfWord);
    return others.reduce((best, one) => (best && one.weight > best.weight ? one : best), first);
  });
  if (!ways.every((way) => way !== undefined) || ways.length === 0) return [];
  const pattern = `(${ways.map((way) => way.pattern).join('|')})`;
  return [{ pattern, weight: Math.min(...ways.map(({ weight }) => weight)) }];
}

function soughtOf(word: PlannedWord, level: number): Sought {
  const { number, part, similar, indexed } = word.patterns;
  const own = number !== null || level >= worstSureLevel ? null : documentPattern(word, level);
  const sure = own ?? indexed;
  const isForgiving = level === worstLevel && similar !== null;
  return {
    pattern: isForgiving ? `(${part}|${similar})` : sure,
    weight: word.text.length - (isForgiving ? 2 : 0),
  };
}
