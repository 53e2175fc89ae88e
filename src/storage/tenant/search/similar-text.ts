/** Who of those that have a word, perhaps in another spelling, matches in all words: told from the texts, here. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { isPlain } from '../../../core/search/word-place.ts';
import type { Row, TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { worstLevel } from './plan-sql.ts';
import { isSettled, type WordFactsOf } from './resolved-plan.ts';
import { aimLens, type Asked } from './search-sql.ts';
import { firstTexts, type HeldText, textsInLens, textsOfWords } from './similar-text-sql.ts';

/** As many are looked at first, then, and at last. */
const lots = [120, 380, 1_500];

/** How each word of the query stands in a text. */
interface Sought {
  readonly isSure: (text: HeldText) => boolean;
  readonly isSimilar: (text: HeldText) => boolean;
}

/** Null where the texts alone do not tell: of fields, negations and alternatives, tags, and what somebody has exactly. */
export function soughtIn({
  plan,
  factsOf,
}: Pick<Asked, 'plan' | 'factsOf'>): readonly Sought[] | null {
  const words = plan.kind === 'all' ? plan.nodes.filter((node) => isTextual(node, factsOf)) : [];
  if (plan.kind !== 'all' || words.length < plan.nodes.length) return null;
  return words.map((word) => soughtOf(word, factsOf));
}

function isTextual(node: SearchPlan, factsOf: WordFactsOf): node is PlannedWord {
  if (node.kind !== 'word' || node.scope !== 'any') return false;
  return factsOf(node).tags.length === 0 && !isSettled(node, factsOf(node));
}

const shortestPart = 3;

function soughtOf(word: PlannedWord, factsOf: WordFactsOf): Sought {
  const { text, patterns } = word;
  const exactly = new Set(factsOf(word).exactly);
  const isIn = isPlain(word) && text.length >= shortestPart ? null : new RegExp(patterns.part, 'u');
  const similar = patterns.similar === null ? null : new RegExp(patterns.similar, 'u');
  return {
    isSure: ({ id, doc }) => exactly.has(id) || (isIn ? isIn.test(doc) : doc.includes(text)),
    isSimilar: ({ doc }) => similar?.test(doc) === true,
  };
}

/** In all words, in one at least by a typing error. */
function isMeant(sought: readonly Sought[], text: HeldText): boolean {
  const unsure = sought.filter(({ isSure }) => !isSure(text));
  return unsure.length > 0 && unsure.every(({ isSimilar }) => isSimilar(text));
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
  let behind: string | undefined = after?.id;
  for (const most of lots) {
    const statement = firstTexts(tenantId, words, { behind, most });
    const rows = await connection.query(statement, statement.values);
    hits.push(...meantIn(sought, rows));
    if (hits.length >= limit) return hits.slice(0, limit);
    if (rows.length < most) return null;
    behind = rows.map((row) => rowAs<HeldText>(row).id).at(-1);
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
  const holding = textsInLens(tenantId, most + 1);
  const spelled = textsOfWords(tenantId, spellings);
  const [, texts, others] = await Promise.all([
    connection.query(aim, aim.values),
    connection.query(holding, holding.values),
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
