/** The first of those whose names begin so, of several beginnings at once. Prepared: the plan is the same whatever is typed. */
import type { PlannedWord, SearchPosition } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { longestWord } from './search-word.ts';
import { bound, foundWords, nil, wordRange } from './word-sql.ts';

/** So few are ranked without a look at their words. */
const few = 300;
/** Of more, the first of each word are read, unless there are more words than this. */
const mostWords = 100;
/** Of which no more than so many are ranked, though. */
const mostRanked = 2_000;

/** Whether all that match the word at the levels of names are those who have it so in their name. */
export function isName({ scope, text, patterns }: PlannedWord): boolean {
  if (scope !== 'any' && scope !== 'name') return false;
  return patterns.number === null && text.length < longestWord && /^[\p{L}\p{N}]+$/u.test(text);
}

export interface NameAsk {
  readonly prefix: string;
  /** The word of all who match at `level`, which come first; null when there is none. */
  readonly whole: { readonly word: string; readonly level: number } | null;
  /** Whether others match, by a longer word. */
  readonly isBeginning: boolean;
  readonly after: SearchPosition | undefined;
  readonly limit: number;
}

/**
 * `place`: of the beginning among those asked for, from 1. `isMore`: too much begins so to be looked at, and only those are
 * given who have the whole word. One row without an id of none.
 */
export interface NamedContact {
  readonly place: number;
  readonly isMore: boolean;
  readonly id: Uuid | null;
  readonly level: number;
  readonly archived: boolean;
}

const inRange = `tenant_id = $1 and ${wordRange('word', 'q.prefix')} and in_name`;
const exceeds = (rows: number): string =>
  `exists (select from search_word where ${inRange} offset ${rows} limit 1)`;
/** That the contact comes after the position: in the tier where that is, the index begins behind it. */
const afterIn = (level: string, archived: boolean): string =>
  `(${level}, ${archived}) >= (q.level, q.archived)
    and contact_id > case when q.level = ${level} and q.archived = ${archived} then q.id else '${nil}' end`;
const wholeOf = (archived: boolean): string =>
  `select contact_id as id, q.word_level as level, archived from search_word
    where tenant_id = $1 and word = q.word and in_name and archived = ${archived} and ${afterIn('q.word_level', archived)}
    order by contact_id limit q.most`;
const rankedAll = `select id, level, archived from (
    select contact_id as id, case when bool_or(word = q.word) then q.word_level else 2 end as level, bool_or(archived) as archived
    from search_word where ${inRange} and w.ranks group by contact_id
  ) f where (level, archived, id) > (q.level, q.archived, q.id) order by level, archived, id limit q.most`;
/** `whole`: most beginnings are nobody's whole word, and nobody need be asked whether they have it. */
const begunOf = (archived: boolean): string =>
  `select distinct x.contact_id as id, 2 as level, ${archived} as archived from words u cross join lateral (
    select w.contact_id from search_word w
    where w.tenant_id = $1 and w.word = u.word and w.in_name and w.archived = ${archived} and ${afterIn('2', archived)}
      and (not (select is_word from whole) or not exists (
        select from search_word o where o.tenant_id = $1 and o.word = q.word and o.contact_id = w.contact_id and o.in_name
      ))
    order by w.contact_id limit q.most
  ) x order by 1 limit q.most`;
/** No more is looked at than is needed: whoever has the whole word fills many a page. */
const namesOfOne = `with recursive live as materialized (${wholeOf(false)}),
  filled(up) as materialized (select count(*) >= q.most from live),
  many(are) as materialized (select q.begins and not f.up and ${exceeds(few)} from filled f),
  ${foundWords('q.prefix', 'from many where are')},
  words as materialized (
    select word from found where word is not null and word is distinct from q.word limit ${mostWords} + 1
  ),
  ways(ranks, begins) as materialized (
    select q.begins and not f.up and (not m.are or (w.count > ${mostWords} and not ${exceeds(mostRanked)})), m.are and w.count <= ${mostWords}
    from filled f, many m, (select count(*) from words) w
  ),
  whole as materialized (select exists (select from search_word where tenant_id = $1 and word = q.word and in_name) as is_word),
  begun as materialized (${begunOf(false)})
  select m.are and not w.ranks and not w.begins as "isMore", o.*
  from filled f cross join many m cross join ways w left join lateral (
    select * from (${rankedAll}) a
    union all select * from live where not w.ranks
    union all select * from (${wholeOf(true)}) l where not f.up and not w.ranks
    union all select * from begun where w.begins
    union all select * from (${begunOf(true)}) b where w.begins and (select count(*) from begun) < q.most
  ) o on true order by o.level, o.archived, o.id limit q.most`;

/** Each in order. */
export function findNames(tenantId: number, asks: readonly NameAsk[]): BoundStatement {
  return bound(
    {
      name: 'search_names',
      text: `select q.place::int, n.*
        from unnest((select $2::text[]), (select $3::text[]), (select $4::int[]), (select $5::boolean[]), (select $6::int[]), (select $7::boolean[]), (select $8::uuid[]), (select $9::int[]))
        with ordinality q(prefix, word, word_level, begins, level, archived, id, most, place)
        cross join lateral (${namesOfOne}) n`,
    },
    [
      tenantId,
      asks.map(({ prefix }) => prefix),
      asks.map(({ whole }) => whole?.word ?? null),
      asks.map(({ whole }) => whole?.level ?? 0),
      asks.map(({ isBeginning }) => String(isBeginning)),
      asks.map(({ after }) => after?.level ?? -1),
      asks.map(({ after }) => String(after?.isArchived ?? false)),
      asks.map(({ after }) => after?.id ?? nil),
      asks.map(({ limit }) => limit),
    ],
  );
}
