/** Names: word by word, whichever field the words stand in. */
import { areForms } from '../normalise/nickname.ts';
import { At } from '../score/fields.ts';
import { Head, wordCount } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Tally } from '../table/tally.ts';
import { type Comparison, missing } from './comparison.ts';
import { isNearlySame, likenessOf } from './likeness.ts';

/** Levels of a given name and of a family name, as in `fields.ts`. */
const Given = { differs: 0, faint: 1, initial: 2, alike: 3, form: 4, same: 5 } as const;
const Family = { differs: 0, faint: 1, part: 2, alike: 3, same: 4 } as const;

const Middle = { differs: 0, initial: 1, same: 2 } as const;

/** From how many records on, and from which share of them, a spelling is no slip. */
const [fewestUsual, usualShare] = [4, 0.0004];

/** Roughly what each level is worth, to choose between two ways of laying the names over each other. */
const givenWorth = [-5, 0, 2, 4, 4, 7];
const familyWorth = [-5, 0, 3, 4, 8];
/** A swap must explain clearly more than the names in their places. */
const swapCosts = 5;

// oxlint-disable-next-line complexity -- what is counted are defaults and short circuits of one plain decision
export function compareNames(table: RecordTable, a: number, b: number, out: Comparison): void {
  const [i, j] = [table.startOf(a), table.startOf(b)];
  compareGeneration(table.at(i + Head.generation), table.at(j + Head.generation), out);
  const [ga, fa] = [table.at(i + Head.given), table.at(i + Head.family)];
  const [gb, fb] = [table.at(j + Head.given), table.at(j + Head.family)];
  if (ga + fa === 0 || gb + fb === 0) return;
  const straight = { given: givenLevel(table, ga, gb), family: familyLevel(table, fa, fb) };
  if (straight.given !== Given.same || straight.family !== Family.same) {
    if (compareCrosswise(table, [ga, fa, gb, fb], worth(straight), out)) return;
    if (straight.given === Given.differs && sharesGivenWord(table, i, j))
      straight.given = Given.form;
    if (straight.family === Family.differs && sharesFamilyWord(table, i, j)) {
      straight.family = Family.part;
    }
  }
  out.set(At.given, straight.given, givenShare(table, straight.given, ga, gb));
  out.set(At.family, straight.family, familyShare(table, straight.family, fa));
  if (straight.given >= 0 || straight.family >= 0) out.set(At.order, 1);
  if (straight.given > Given.differs) compareMiddle(table, i, j, out);
}

function compareGeneration(x: number, y: number, out: Comparison): void {
  if (x !== 0 && y !== 0) out.set(At.generation, x === y ? 1 : 0);
}

interface NameLevels {
  given: number;
  family: number;
}

/**
 * Sets the levels of names laid over each other crosswise, if that explains them clearly better than `bits`. A record with one
 * part alone tells by the other record which part it is.
 */
// oxlint-disable-next-line complexity -- what is counted are defaults and short circuits of one plain decision
function compareCrosswise(
  table: RecordTable,
  ids: readonly [number, number, number, number],
  bits: number,
  out: Comparison,
): boolean {
  if (!mayBeSwapped(table, ids)) return false;
  const [ga, fa, gb, fb] = ids;
  const isWhole = ga !== 0 && fa !== 0 && gb !== 0 && fb !== 0;
  // The part alone is in the wrong place, or the other's parts are: whichever the name mostly is elsewhere.
  const [x, y] = ga === 0 || fb === 0 ? [fa, gb] : [ga, fb];
  const isFamily = !isWhole && areMostlyFamilies(table, x, y);
  const own =
    isWhole && isLikelier(table, [ga, fa], [gb, fb]) ? [ga, fb, fa, gb] : [fa, gb, ga, fb];
  const [g = 0, h = 0, f = 0, e = 0] = isWhole ? own : isFamily ? [0, 0, x, y] : [x, y, 0, 0];
  const levels = { given: givenLevel(table, g, h), family: familyLevel(table, f, e) };
  // A lone name may stand in either place: only where the other way round explains something too does a swap cost.
  const isEitherWay = !isWhole && (ga === 0 || gb === 0) && (fa === 0 || fb === 0);
  if (worth(levels) <= bits + (isEitherWay ? 0 : swapCosts)) return false;
  const { tallies } = table.vocabulary;
  const common = (id: number): number =>
    Math.max(tallies.given.shareOf(id), tallies.family.shareOf(id));
  out.set(At.given, levels.given, levels.given === Given.same ? common(g) : 0);
  out.set(At.family, levels.family, levels.family === Family.same ? common(f) : 0);
  out.set(At.order, 0);
  return true;
}

type Name = readonly [given: number, family: number];

/** Which of two swapped names stands as such names mostly do; the same whichever comes first. */
function isLikelier(table: RecordTable, [ga, fa]: Name, [gb, fb]: Name): boolean {
  const { tallies, dictionaries } = table.vocabulary;
  const a = tallies.given.countOf(ga) + tallies.family.countOf(fa);
  const b = tallies.given.countOf(gb) + tallies.family.countOf(fb);
  return a === b ? dictionaries.given.textOf(ga) < dictionaries.given.textOf(gb) : a > b;
}

function areMostlyFamilies({ vocabulary }: RecordTable, x: number, y: number): boolean {
  const { given, family } = vocabulary.tallies;
  return family.countOf(x) + family.countOf(y) >= given.countOf(x) + given.countOf(y);
}

function givenShare(table: RecordTable, level: number, a: number, b: number): number {
  const { given } = table.vocabulary.tallies;
  if (level === Given.same) return given.shareOf(a);
  return level === Given.form ? Math.min(0.2, given.shareOf(a) + given.shareOf(b)) : 0;
}

function familyShare(table: RecordTable, level: number, family: number): number {
  return level === Family.same ? table.vocabulary.tallies.family.shareOf(family) : 0;
}

/** Second given names say something where the first do not differ. */
function compareMiddle(table: RecordTable, i: number, j: number, out: Comparison): void {
  const [x, y] = [table.at(i + Head.middle), table.at(j + Head.middle)];
  if (x === 0 || y === 0) return;
  const { dictionaries, tallies } = table.vocabulary;
  const [s, t] = [dictionaries.given.textOf(x), dictionaries.given.textOf(y)];
  if (x === y && s.length > 1) out.set(At.middle, Middle.same, tallies.given.shareOf(x));
  else if (s.length === 1 || t.length === 1) {
    out.set(At.middle, s.charCodeAt(0) === t.charCodeAt(0) ? Middle.initial : Middle.differs);
  } else out.set(At.middle, isNearlySame(s, t) || areForms(s, t) ? Middle.initial : Middle.differs);
}

function worth({ given, family }: NameLevels): number {
  return (givenWorth[given] ?? 0) + (familyWorth[family] ?? 0);
}

/** The cheap look first: a swap shows in the first letters, or in a part that is missing. */
function mayBeSwapped(table: RecordTable, [ga, fa, gb, fb]: readonly number[]): boolean {
  if (ga === fb || fa === gb) return true;
  const names = table.vocabulary.dictionaries.given;
  const first = (id = 0): number => names.textOf(id).charCodeAt(0);
  return first(ga) === first(fb) || first(fa) === first(gb);
}

function givenLevel(table: RecordTable, a: number, b: number): number {
  if (a === 0 || b === 0) return missing;
  if (a === b) return Given.same;
  const compare = (): number => differentGivenLevel(table, a, b);
  return table.memo === null ? compare() : table.memo.given.levelOf(a, b, compare);
}

function differentGivenLevel(table: RecordTable, a: number, b: number): number {
  const names = table.vocabulary.dictionaries.given;
  const [x, y] = [names.textOf(a), names.textOf(b)];
  if (x.length === 1 || y.length === 1) {
    return x.charCodeAt(0) === y.charCodeAt(0) ? Given.initial : Given.differs;
  }
  if (areForms(x, y) || isBeginning(x, y)) return Given.form;
  if (isNearlySame(x, y))
    return areUsual(table.vocabulary.tallies.given, a, b) ? Given.faint : Given.alike;
  return likenessOf(x, y) >= 0.8 ? Given.faint : Given.differs;
}

function familyLevel(table: RecordTable, a: number, b: number): number {
  if (a === 0 || b === 0) return missing;
  if (a === b) return Family.same;
  const compare = (): number => differentFamilyLevel(table, a, b);
  return table.memo === null ? compare() : table.memo.family.levelOf(a, b, compare);
}

function differentFamilyLevel(table: RecordTable, a: number, b: number): number {
  const names = table.vocabulary.dictionaries.family;
  const [x, y] = [names.textOf(a), names.textOf(b)];
  if (x.length === 1 || y.length === 1) {
    return x.charCodeAt(0) === y.charCodeAt(0) ? Family.part : Family.differs;
  }
  if (isNearlySame(x, y))
    return areUsual(table.vocabulary.tallies.family, a, b) ? Family.faint : Family.alike;
  return likenessOf(x, y) >= 0.8 ? Family.faint : Family.differs;
}

/** Diana and Diane are two names, and neither is a slip of the other: slips are rare. */
function areUsual(tally: Tally, a: number, b: number): boolean {
  const least = Math.max(fewestUsual, tally.total * usualShare);
  return tally.countOf(a) >= least && tally.countOf(b) >= least;
}

/** "Alex" stands for "Alexandra"; two letters stand for too many. */
function isBeginning(x: string, y: string): boolean {
  return x.length > y.length ? y.length > 2 && x.startsWith(y) : x.length > 2 && y.startsWith(x);
}

/** Somebody goes by the second given name: a word of one's that is the other's first. */
function sharesGivenWord(table: RecordTable, i: number, j: number): boolean {
  return (
    isAmongWords(table, i, table.at(j + Head.given), table.at(i + Head.family)) ||
    isAmongWords(table, j, table.at(i + Head.given), table.at(j + Head.family))
  );
}

function isAmongWords(table: RecordTable, start: number, word: number, except: number): boolean {
  if (word === 0 || word === except) return false;
  const from = start + Head.others + table.others;
  const count = wordCount(table.at(start + Head.lengths));
  for (let at = from; at < from + count; at += 1) if (table.heap[at] === word) return true;
  return false;
}

/** "García López" and "López": a word in common that is no given name of either. */
function sharesFamilyWord(table: RecordTable, i: number, j: number): boolean {
  const [from, count] = [i + Head.others + table.others, wordCount(table.at(i + Head.lengths))];
  const [gb, mb] = [table.at(j + Head.given), table.at(j + Head.middle)];
  for (let at = from; at < from + count; at += 1) {
    const word = table.at(at);
    const isGiven = word === table.heap[i + Head.given] || word === table.heap[i + Head.middle];
    if (!isGiven && word !== mb && isAmongWords(table, j, word, gb)) return true;
  }
  return false;
}
