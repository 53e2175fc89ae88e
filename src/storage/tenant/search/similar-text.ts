/** Who of those that have a word, perhaps in another spelling, matches in all words: told from the texts, here. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { isPlain } from '../../../core/search/word-place.ts';
import { shortestPart } from '../../../core/search/word-pattern.ts';
import type { Row, TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { worstLevel } from './plan-sql.ts';
import type { WordFactsOf } from './resolved-plan.ts';
import { aimLens, type Asked } from './search-sql.ts';
import {
  firstTexts,
  type FirstText,
  type HeldText,
  type Holding,
  textsInLens,
  textsOfWords,
} from './similar-text-sql.ts';

/** As many are looked at first, then, and at last. */
const lots = [120, 380, 1_500];
/** Each number of words is a statement of its own. */
const mostWords = 5;

/** How each word of the query stands in a text. */
interface Sought {
  readonly text: string;
  readonly similar: RegExp | null;
  readonly spellings: readonly string[];
}

/** Null where the texts alone do not tell: of fields, negations and alternatives, numbers, one or two letters, and tags. */
export function soughtIn(
  asked: Pick<Asked, 'plan' | 'factsOf'>,
  spellings: ReadonlyMap<PlannedWord, readonly string[]>,
): readonly Sought[] | null {
  const { plan, factsOf } = asked;
  if (plan.kind !== 'all' || plan.nodes.length > mostWords) return null;
  const words = plan.nodes.filter((node) => isTextual(node, factsOf));
  if (words.length < plan.nodes.length) return null;
  return words.map((word) => ({
    text: word.text,
    similar: word.patterns.similar === null ? null : new RegExp(word.patterns.similar, 'u'),
    spellings: spellings.get(word) ?? [],
  }));
}

function isTextual(node: SearchPlan, factsOf: WordFactsOf): node is PlannedWord {
  if (node.kind !== 'word' || node.scope !== 'any') return false;
  if (!isPlain(node) || node.text.length < shortestPart) return false;
  const { exactly, tags } = factsOf(node);
  return exactly.length === 0 && tags.length === 0;
}

function holdingOf(sought: readonly Sought[]): Holding {
  return sought.map(({ text, spellings }) => [text, ...spellings].map(within));
}

function within(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** In all words, in one at least by a typing error. */
function isMeant(sought: readonly Sought[], { doc }: HeldText): boolean {
  const unsure = sought.filter(({ text }) => !doc.includes(text));
  return unsure.length > 0 && unsure.every(({ similar }) => similar?.test(doc) === true);
}

export interface FirstAsk {
  readonly sought: readonly Sought[];
  /** What the words may have meant. */
  readonly words: readonly string[];
  readonly after: SearchPosition | undefined;
  readonly limit: number;
}

/** The first by id, nobody archived; null when those that are looked at do not fill the page: there may be more. */
export async function firstInTexts(
  connection: TenantConnection,
  tenantId: number,
  { sought, words, after, limit }: FirstAsk,
): Promise<readonly SearchPosition[] | null> {
  const hits: SearchPosition[] = [];
  const holding = holdingOf(sought);
  let behind: string | undefined = after?.id;
  for (const most of lots) {
    const statement = firstTexts(tenantId, { words, behind, most, holding });
    const rows = await connection.query(statement, statement.values);
    hits.push(...meantIn(sought, rows));
    if (hits.length >= limit) return hits.slice(0, limit);
    const [last] = rows.slice(-1).map((row) => rowAs<FirstText>(row));
    if (!last || last.count < most) return null;
    behind = last.id;
  }
  return null;
}

export interface AllAsk {
  readonly sought: readonly Sought[];
  /** One of the words, and its spellings. */
  readonly word: PlannedWord;
  readonly spellings: readonly string[];
  /** Texts that may hold it. */
  readonly most: number;
}

/** All who have the word, somewhere in their text or in another spelling; null when more texts hold it. */
export async function allInTexts(
  connection: TenantConnection,
  tenantId: number,
  { sought, word, spellings, most }: AllAsk,
): Promise<readonly SearchPosition[] | null> {
  const aim = aimLens({ ids: null, patterns: [word.patterns.indexed], tags: [] });
  const holding = holdingOf(sought);
  const held = textsInLens(tenantId, most + 1, holding);
  const spelled = textsOfWords(tenantId, spellings, holding);
  const [, texts, others] = await Promise.all([
    connection.query(aim, aim.values),
    connection.query(held, held.values),
    connection.query(spelled, spelled.values),
  ]);
  if (texts.length > most) return null;
  const byId = new Map([...texts, ...others].map((row) => [rowAs<HeldText>(row).id, row]));
  return meantIn(sought, [...byId.values()]);
}

function meantIn(sought: readonly Sought[], rows: readonly Row[]): SearchPosition[] {
  return rows
    .map((row) => rowAs<HeldText>(row))
    .filter((text) => isMeant(sought, text))
    .map(({ id, archived }) => ({ id, level: worstLevel, isArchived: archived }));
}
