/** The first page of several words of names: the words of names tell who has them all, and no text is looked at. */
import type { PlannedWord, SearchPlan } from '../../../core/port/search-query.ts';
import { rowAs } from '../table.ts';
import { hitsOf } from './found.ts';
import { isName } from './name-sql.ts';
import { worstNameLevel } from './plan-sql.ts';
import { ask, type Hits, isBehind, ofLevel, type Page, type Running } from './running.ts';
import { type NamedAll, namesOfAll, type NamesAsk } from './several-names-sql.ts';

/** That of whole words. */
const wholeLevel = worstNameLevel - 1;

/** What is asked first of several words of a name; null where the plan is anything else, and where no name comes after the position. */
export function namesAskOf(plan: SearchPlan, { limit, after }: Page): NamesAsk | null {
  const words = namesIn(plan);
  if (!words || isBehind(worstNameLevel, after)) return null;
  const prefixes = words.map(({ text }) => text);
  const hasWhole = words.every(({ patterns }) => patterns.name !== null);
  const whole = hasWhole && after?.level !== worstNameLevel;
  const place = ofLevel(whole ? wholeLevel : worstNameLevel, after);
  return { prefixes, whole, notWhole: hasWhole && !whole, limit, after: place };
}

/** The words, where all of them are words of a name. */
function namesIn(plan: SearchPlan): readonly PlannedWord[] | null {
  if (plan.kind !== 'all') return null;
  const words = plan.nodes.filter((node) => node.kind === 'word').filter(isName);
  return words.length > 0 && words.length === plan.nodes.length ? words : null;
}

/** Null when more words begin so than are looked for. `named`: what was asked first. */
export async function severalNames(
  run: Running,
  asked: NamesAsk,
  named: readonly NamedAll[],
): Promise<Hits> {
  const { level, hits } = hitsIn(named);
  const { whole, limit, after } = asked;
  // Where nobody has them all as whole words, those whose words begin so have been asked for at once.
  const isWhole = level === wholeLevel;
  if (!whole || !hits || hits.length >= limit || (!isWhole && !after)) return hits;
  const some = isWhole ? hits : [];
  const begun = { whole: false, notWhole: true, limit: limit - some.length, after: undefined };
  const rest = namesOfAll(run.asked.tenantId, [{ ...asked, ...begun }]);
  const others = hitsIn((await ask(run, rest)).map((row) => rowAs<NamedAll>(row)));
  return others.hits && [...some, ...others.hits];
}

/** All of the level, when they are fewer than asked for. */
function hitsIn(rows: readonly NamedAll[]): { readonly level: number; readonly hits: Hits } {
  const [first] = rows;
  if (!first) return { level: worstNameLevel, hits: [] };
  return { level: first.level, hits: first.isMore ? null : hitsOf(rows) };
}
