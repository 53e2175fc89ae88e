/** The first page of several words of names: the words of names tell who has them all, and no text is looked at. */
import type { PlannedWord } from '../../../core/port/search-query.ts';
import { rowAs } from '../table.ts';
import { positionsOf } from './found.ts';
import { worstNameLevel } from './plan-sql.ts';
import { ask, type Hits, ofLevel, type Page, type Running } from './running.ts';
import { type NamedAll, namesOfAll, type NamesAsk } from './several-names-sql.ts';

/** That of whole words. */
const wholeLevel = worstNameLevel - 1;

/** Null when more words begin so than are looked for. */
export async function severalNames(
  run: Running,
  words: readonly PlannedWord[],
  { limit, after }: Page,
): Promise<Hits> {
  const prefixes = words.map(({ text }) => text);
  const hasWhole = words.every(({ patterns }) => patterns.name !== null);
  const begun = { prefixes, whole: false, notWhole: hasWhole };
  if (!hasWhole || after?.level === worstNameLevel) {
    const page = { limit, after: ofLevel(worstNameLevel, after) };
    return (await first(run, { ...begun, ...page })).hits;
  }
  const whole = {
    prefixes,
    whole: true,
    notWhole: false,
    limit,
    after: ofLevel(wholeLevel, after),
  };
  const { level, hits } = await first(run, whole);
  // Where nobody has them all as whole words, those whose words begin so have been asked for at once.
  const isWhole = level === wholeLevel;
  if (!hits || hits.length >= limit || (!isWhole && !whole.after)) return hits;
  const some = isWhole ? hits : [];
  const rest = await first(run, { ...begun, limit: limit - some.length, after: undefined });
  return rest.hits && [...some, ...rest.hits];
}

/** All of the level, when they are fewer than asked for. */
async function first(
  run: Running,
  names: NamesAsk,
): Promise<{ readonly level: number; readonly hits: Hits }> {
  const rows = await ask(run, namesOfAll(run.asked.tenantId, [names]));
  const [row] = rows.map((one) => rowAs<NamedAll>(one));
  if (!row) return { level: worstNameLevel, hits: [] };
  const found = rows.filter((one) => rowAs<NamedAll>(one).id !== null);
  return { level: row.level, hits: row.isMore ? null : positionsOf(found) };
}
