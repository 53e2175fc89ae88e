/** Statements over the spellings of the workspace's words. Prepared: their plan is the same whatever is asked for. */
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { bound, wordRange } from './word-sql.ts';

/** Behind every key that begins so. */
const lastSign = '\u{10FFFF}';

/** Of whatever lies between `low` and `high`, both taken in. */
export interface KeyRange {
  readonly low: string;
  readonly high: string;
}

/** Words with a key in one of the ranges, each once; of `most` keys at most in each. */
export function wordsLike(
  tenantId: number,
  ranges: readonly KeyRange[],
  most: number,
): BoundStatement {
  return bound(
    {
      name: 'search_words_like',
      text: `select distinct s.word from unnest((select $2::text[]), (select $3::text[])) r(low, high) cross join lateral (
          select word from search_spelling where tenant_id = $1 and key >= r.low and key <= r.high order by key limit $4
        ) s order by 1`,
    },
    [tenantId, ranges.map(({ low }) => low), ranges.map(({ high }) => high), most],
  );
}

export interface Holding {
  readonly text: string;
  /** Keys of which a text that is no word here has all, if it holds this one. */
  readonly parts: readonly string[];
  readonly mostWords: number;
  readonly limit: number;
}

/** `open`: others may have it where there are no words, or more words hold it than are read. One row without an id of none. */
export interface TextHolder {
  readonly open: boolean;
  readonly id: Uuid | null;
  readonly level: number;
  readonly archived: boolean;
}

/** Whoever has a word that holds the text, at the level of the best one. */
export function textHolders(
  tenantId: number,
  { text, parts, mostWords, limit }: Holding,
): BoundStatement {
  const isPart = `(select s.key from search_spelling s where s.tenant_id = $1 and s.key = p.key limit 1) is not null`;
  return bound(
    {
      name: 'search_text_holders',
      text: `with found as materialized (
          select f.word from (values ($2), ('*' || $2)) t(begun) cross join lateral (
            select word from search_spelling where tenant_id = $1 and ${wordRange('key', 't.begun')} limit $4 + 1
          ) f
        ), facts as materialized (
          select (select count(*) from found) > $4 or (select bool_and(${isPart}) from unnest((select $3::text[])) p(key)) as open
        )
        select a.open, o.* from facts a left join lateral (
          select h.contact_id as id, bool_or(h.archived) as archived, min(case
            when left(h.word, length($2)) <> $2 then 4 when not h.in_name then 3 when h.word = $2 then 1 else 2 end) as level
          from (select distinct word from found) u cross join lateral (
            select w.* from search_word w where w.tenant_id = $1 and w.word = u.word order by w.contact_id limit $5
          ) h where not a.open group by h.contact_id limit $5
        ) o on true`,
    },
    [tenantId, text, parts, mostWords, limit],
  );
}

/** All keys that begin so. */
export function keysFrom(prefix: string): KeyRange {
  return { low: prefix, high: prefix + lastSign };
}
