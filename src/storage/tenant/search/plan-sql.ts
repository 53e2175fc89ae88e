/** From a search to a condition on `contact_search s` and `contact c`. Every value is a parameter, and $1 is the tenant. */
import { matchLevels, type PlannedWord, type SearchPlan } from '../../../core/port/search-query.ts';
import type { Parameters } from '../list/parameters.ts';
import { conditionOf } from '../contact-filter-sql.ts';
import { isSettled, type WordFactsOf } from './resolved-plan.ts';

/** That of similar words. */
export const worstLevel = matchLevels.length - 1;
/** The worst one without forgiven typing errors. */
export const worstSureLevel = worstLevel - 1;
/** The worst one of names alone. */
export const worstNameLevel = matchLevels.indexOf('name-start');
/** From which on tags count. */
export const wordLevel = matchLevels.indexOf('word');

/** What the document must match at the level, leaving similar words aside; null when it alone is not enough. */
export function documentPattern({ patterns }: PlannedWord, level: number): string | null {
  const { name, nameStart, start, part } = patterns;
  return [null, name, nameStart, start][level] ?? (level < wordLevel ? null : part);
}

/** False when nobody can match at the level who does not match at the one before. */
export function hasOwnMatches(
  words: readonly PlannedWord[],
  level: number,
  factsOf: WordFactsOf,
): boolean {
  return words.some((word) => {
    if (level === 0) return factsOf(word).exactly.length > 0;
    if (isSettled(word, factsOf(word))) return false;
    if (level === worstLevel) return word.patterns.similar !== null;
    if (level === wordLevel && (word.scope !== 'any' || factsOf(word).tags.length > 0)) return true;
    return documentPattern(word, level) !== documentPattern(word, level - 1);
  });
}

/** As the search document is written: without marks and in lower case. */
function folded(column: string): string {
  return String.raw`regexp_replace(lower(normalize(${column}, NFKD)), '[\u0300-\u036f]+', '', 'g')`;
}

export class PlanSql {
  readonly #parameters: Parameters;
  readonly #factsOf: WordFactsOf;
  /** Each text is one parameter, however often it is compared. */
  readonly #texts = new Map<string, string>();

  constructor(parameters: Parameters, factsOf: WordFactsOf) {
    this.#parameters = parameters;
    this.#factsOf = factsOf;
  }

  /** That a contact matches at the level or a better one; may be null for one that does not. */
  atLevel(plan: SearchPlan, level: number): string {
    switch (plan.kind) {
      case 'all':
      case 'any':
        return this.#joined(plan, level);
      case 'not':
        // What is excluded is excluded at every level alike, and a similar word does not exclude.
        return `(${this.atLevel(plan.node, worstSureLevel)}) is not true`;
      case 'filter':
        return conditionOf(plan.filter, this.#parameters);
      case 'origin':
        return `c.origin = ${this.#text(plan.value)}`;
      case 'contact-kind':
        return `c.kind = ${this.#text(plan.value)}`;
      case 'word':
        return this.#word(plan, level);
    }
  }

  /** The best level of a contact that matches at `worst`. */
  bestLevel(plan: SearchPlan, worst: number): string {
    const better = Array.from({ length: worst }, (_, level) => level);
    const cases = better.map((level) => `when ${this.atLevel(plan, level)} then ${level}`);
    return cases.length === 0 ? '0' : `case ${cases.join(' ')} else ${worst} end`;
  }

  #joined({ kind, nodes }: Extract<SearchPlan, { kind: 'all' | 'any' }>, level: number): string {
    const conditions = nodes.map((node) => this.atLevel(node, level));
    if (conditions.length === 0) return kind === 'all' ? 'true' : 'false';
    return `(${conditions.join(kind === 'all' ? ' and ' : ' or ')})`;
  }

  #word(word: PlannedWord, level: number): string {
    const facts = this.#factsOf(word);
    const { exactly, tags } = facts;
    if (isSettled(word, facts))
      return `s.contact_id = any(${this.#parameters.add(exactly, 'uuid[]')})`;
    const ways = [...this.#inText(word, level)];
    if (exactly.length > 0)
      ways.push(`s.contact_id = any(${this.#parameters.add(exactly, 'uuid[]')})`);
    if (level >= wordLevel && tags.length > 0) {
      const ids = this.#parameters.add(tags, 'uuid[]');
      ways.push(
        `exists (select 1 from contact_tag l where l.tenant_id = $1 and l.contact_id = s.contact_id and l.tag_id = any(${ids}))`,
      );
    }
    return ways.length === 0 ? 'false' : `(${ways.join(' or ')})`;
  }

  #inText(word: PlannedWord, level: number): string[] {
    const { scope, patterns } = word;
    if (scope === 'phone' || scope === 'email')
      return level < wordLevel ? [] : [this.#method(scope, this.#text(patterns.part))];
    const pattern = documentPattern(word, level);
    if (scope === 'company')
      return level < wordLevel || pattern === null
        ? []
        : [`coalesce(${folded('c.company_name')} ~ ${this.#text(pattern)}, false)`];
    const similar = level === worstLevel ? patterns.similar : null;
    return [pattern, similar]
      .filter((one) => one !== null)
      .map((one) => `s.doc ~ ${this.#text(one)}`);
  }

  #method(kind: 'phone' | 'email', pattern: string): string {
    return `exists (select 1 from contact_method m where m.tenant_id = $1 and m.contact_id = s.contact_id and m.shadow_of is null and m.kind = ${this.#text(kind)} and (m.key ~ ${pattern} or m.stripped ~ ${pattern}))`;
  }

  #text(value: string): string {
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    const parameter = this.#parameters.add(value, 'text');
    this.#texts.set(value, parameter);
    return parameter;
  }
}
