/** Names: word by word, whichever field the words stand in. */
import { areForms } from '../normalise/nickname.ts';
import { At } from '../score/fields.ts';
import { Head, wordCount } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import { type Comparison, missing } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { jaroWinkler } from './jaro-winkler.ts';

/** Levels of a given name and of a family name, as in `fields.ts`. */
export const Given = { differs: 0, faint: 1, initial: 2, alike: 3, form: 4, same: 5 } as const;
export const Family = { differs: 0, faint: 1, part: 2, alike: 3, same: 4 } as const;

/** Roughly what each level is worth, to choose between two ways of laying the names over each other. */
const givenWorth = [-5, 0, 2, 4, 4, 7];
const familyWorth = [-5, 0, 3, 4, 8];
/** A swap must explain clearly more than the names in their places. */
const swapCosts = 5;

export function compareNames(table: RecordTable, a: number, b: number, out: Comparison): void {
  const { heap } = table;
  const [i, j] = [table.startOf(a), table.startOf(b)];
  const generations = [heap[i + Head.generation] ?? 0, heap[j + Head.generation] ?? 0];
  if (generations[0] !== 0 && generations[1] !== 0) {
    out.set(At.generation, generations[0] === generations[1] ? 1 : 0);
  }
  const [ga, fa] = [heap[i + Head.given] ?? 0, heap[i + Head.family] ?? 0];
  const [gb, fb] = [heap[j + Head.given] ?? 0, heap[j + Head.family] ?? 0];
  if (ga + fa === 0 || gb + fb === 0) return;
  let given = givenLevel(table, ga, gb);
  let family = familyLevel(table, fa, fb);
  let order = 1;
  if ((given !== Given.same || family !== Family.same) && mayBeSwapped(table, [ga, fa, gb, fb])) {
    const crossGiven = givenLevel(table, ga, fb);
    const crossFamily = familyLevel(table, fa, gb);
    if (worth(crossGiven, crossFamily) > worth(given, family) + swapCosts) {
      [given, family, order] = [crossGiven, crossFamily, 0];
    }
  }
  if (given === Given.differs && sharesGivenWord(table, i, j)) given = Given.form;
  if (family === Family.differs && sharesFamilyWord(table, i, j)) family = Family.part;
  const { tallies } = table.vocabulary;
  out.set(At.given, given, given === Given.same ? tallies.given.shareOf(ga) : 0);
  out.set(At.family, family, family === Family.same ? tallies.family.shareOf(fa) : 0);
  if (given >= 0 || family >= 0) out.set(At.order, order);
}

function worth(given: number, family: number): number {
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
  const names = table.vocabulary.dictionaries.given;
  const [x, y] = [names.textOf(a), names.textOf(b)];
  if (x.length === 1 || y.length === 1) {
    return x.charCodeAt(0) === y.charCodeAt(0) ? Given.initial : Given.differs;
  }
  if (areForms(x, y) || isBeginning(x, y)) return Given.form;
  if (isAlike(x, y)) return Given.alike;
  return jaroWinkler(x, y) >= 0.8 ? Given.faint : Given.differs;
}

function familyLevel(table: RecordTable, a: number, b: number): number {
  if (a === 0 || b === 0) return missing;
  if (a === b) return Family.same;
  const names = table.vocabulary.dictionaries.family;
  const [x, y] = [names.textOf(a), names.textOf(b)];
  if (x.length === 1 || y.length === 1) {
    return x.charCodeAt(0) === y.charCodeAt(0) ? Family.part : Family.differs;
  }
  if (isAlike(x, y)) return Family.alike;
  return jaroWinkler(x, y) >= 0.8 ? Family.faint : Family.differs;
}

/** "Alex" stands for "Alexandra"; two letters stand for too many. */
function isBeginning(x: string, y: string): boolean {
  return x.length > y.length ? y.length > 2 && x.startsWith(y) : x.length > 2 && y.startsWith(x);
}

/** One slip, or alike as a whole; in three letters one slip makes another name. */
function isAlike(x: string, y: string): boolean {
  if (Math.min(x.length, y.length) < 4) return false;
  return editDistance(x, y, 1) <= 1 || jaroWinkler(x, y) >= 0.92;
}

/** Somebody goes by the second given name: a word of one's that is the other's first. */
function sharesGivenWord(table: RecordTable, i: number, j: number): boolean {
  const { heap } = table;
  return (
    isAmongWords(table, i, heap[j + Head.given] ?? 0, heap[i + Head.family] ?? 0) ||
    isAmongWords(table, j, heap[i + Head.given] ?? 0, heap[j + Head.family] ?? 0)
  );
}

function isAmongWords(table: RecordTable, start: number, word: number, except: number): boolean {
  if (word === 0 || word === except) return false;
  const from = start + Head.others + table.others;
  const count = wordCount(table.heap[start + Head.lengths] ?? 0);
  for (let at = from; at < from + count; at += 1) if (table.heap[at] === word) return true;
  return false;
}

/** "García López" and "López": a word in common that is no given name of either. */
function sharesFamilyWord(table: RecordTable, i: number, j: number): boolean {
  const { heap } = table;
  const [from, count] = [i + Head.others + table.others, wordCount(heap[i + Head.lengths] ?? 0)];
  const [ga, gb] = [heap[i + Head.given] ?? 0, heap[j + Head.given] ?? 0];
  for (let at = from; at < from + count; at += 1) {
    const word = heap[at] ?? 0;
    if (word !== ga && isAmongWords(table, j, word, gb)) return true;
  }
  return false;
}
