/** The first page of several words of names: an index tells who has them all, and no text is looked at. */
import type { PlannedWord } from '../../../core/port/search-query.ts';
import { rowAs } from '../table.ts';
import { positionsOf } from './found.ts';
import { worstNameLevel } from './plan-sql.ts';
import { ask, type Hits, ofLevel, type Page, type Running } from './running.ts';
import { type NamedAll, namesOfAll, type NamesSought } from './several-names-sql.ts';
import { nil } from './word-sql.ts';

/** Beginnings of more words than this are not looked for. */
const mostWords = 100;
/** That of whole words. */
const wholeLevel = worstNameLevel - 1;

interface Named {
  /** Null when they neither fill the page nor are all. */
  readonly hits: Hits;
}

/** Null when more words begin so than are looked for. */
export async function severalNames(
  run: Running,
  words: readonly PlannedWord[],
  { limit, after }: Page,
): Promise<Named | null> {
  const prefixes = words.map(({ text }) => text);
  const hasWhole = words.every(({ patterns }) => patterns.name !== null);
  const whole = hasWhole && after?.level !== worstNameLevel;
  const place = ofLevel(whole ? wholeLevel : worstNameLevel, after);
  const begun = { prefixes, whole: false, notWhole: hasWhole };
  const sought = whole ? { prefixes, whole, notWhole: false } : begun;
  const first = await firstOf(run, sought, { limit, after: place });
  if (!first?.hits) return first;
  const isWhole = first.level === wholeLevel;
  if (first.hits.length >= limit || (!isWhole && after?.level !== wholeLevel)) return first;
  const hits = isWhole ? first.hits : [];
  const rest = await firstOf(run, begun, { limit: limit - hits.length, after: undefined });
  return rest && { hits: rest.hits && [...hits, ...rest.hits] };
}

interface NamedInLevel extends Named {
  readonly level: number;
}

/** From where the page begins, or from the first contact on where the archived must be known, too. */
async function firstOf(
  run: Running,
  sought: Pick<NamesSought, 'prefixes' | 'whole' | 'notWhole'>,
  page: Page,
): Promise<NamedInLevel | null> {
  const { limit, after } = page;
  let from: string = after && !after.isArchived ? after.id : nil;
  for (;;) {
    const look = namesOfAll(run.asked.tenantId, { ...sought, ...page, from, mostWords });
    const rows = await ask(run, look);
    const [first] = rows.map((row) => rowAs<NamedAll>(row));
    if (!first || first.ended === null) return null;
    const isAll = first.ended && from === nil;
    const found = positionsOf(rows.filter((row) => rowAs<NamedAll>(row).id !== null));
    const hits = isAll ? found : found.filter(({ isArchived }) => !isArchived);
    const isKnown = isAll || hits.length >= limit;
    if (isKnown || !first.ended) return { level: first.level, hits: isKnown ? hits : null };
    from = nil;
  }
}
