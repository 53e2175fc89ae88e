/** Statements over how the numbers and addresses of the workspace begin and end. Prepared: their plan is the same whatever is typed. */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { wordLevel, worstNameLevel } from './plan-sql.ts';
import { bound, last, nil, wordRange } from './word-sql.ts';

/** Words of which all who have one match at the level. */
export interface WordRange {
  readonly prefix: string;
  readonly level: number;
}

/** `rows` is all there are, `mostRows` + 1 at most: of more, nobody is ranked. One row without an id of none. */
export interface RankedHolder {
  readonly rows: number;
  readonly id: Uuid | null;
  readonly level: number;
  readonly archived: boolean;
}

/** `isMany`: there are more than are looked at, and nobody is given. One row without an id of none. */
export interface FirstHolder {
  readonly isMany: boolean;
  readonly id: Uuid | null;
  readonly archived: boolean;
}

export interface FirstHolders {
  readonly prefixes: readonly string[];
  /** What is looked at. */
  readonly mostRows: number;
  readonly after: SearchPosition | undefined;
  readonly limit: number;
}

/** Of more that begin so, nobody is given at first. */
export const mostBegun = 20_000;
/** Nobody has so many numbers that begin alike; who does makes the page short, and all are ranked. */
const alike = 4;

/** The first contacts with a word that begins so, whichever way: sorted before they are told apart, which is quicker. */
export function firstHolders(tenantId: number, asked: FirstHolders): BoundStatement {
  const { prefixes, mostRows, after, limit } = asked;
  const ofPrefixes = `unnest((select $2::text[])) r(prefix) cross join lateral (
      select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and ${wordRange('w.word', 'r.prefix')} offset 0
    ) x`;
  return bound(
    {
      name: 'search_first_holders',
      text: `with many(are) as materialized (select exists (select from ${ofPrefixes} offset $3 limit 1))
        select m.are as "isMany", o.* from many m left join lateral (
          select distinct id, archived from (
            select x.contact_id as id, x.archived from ${ofPrefixes}
            where not m.are and (x.archived, x.contact_id) > ($4::boolean, $5::uuid)
            order by x.archived, x.contact_id limit $6 * ${alike}
          ) f order by archived, id limit $6
        ) o on true order by o.archived, o.id`,
    },
    [tenantId, prefixes, mostRows, after?.isArchived ?? false, after?.id ?? nil, limit],
  );
}

/** What is typed of a number or an address, first page. */
export interface BeginningAsk {
  /** How they may begin; `isShort`: few words do, each of which many have. */
  readonly starts: readonly { readonly prefix: string; readonly isShort: boolean }[];
  /** How they may end, which comes after; null when they end in no way. */
  readonly end: string | null;
  readonly limit: number;
}

/** `place`: of what was typed among all that was asked, from 1. `isMany` as in `FirstHolder`. */
export interface BegunContact {
  readonly place: number;
  readonly isMany: boolean;
  readonly id: Uuid | null;
  readonly level: number;
  readonly archived: boolean;
}

/** Of more short words, none is read. */
const mostShort = 100;

const ofLong = `(select s.prefix from starts s where not s.short) r cross join lateral (
      select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and ${wordRange('w.word', 'r.prefix')} offset 0
    ) x`;
const nextShort = (begins: string, until: string): string =>
  `(select w.word from search_word w where w.tenant_id = $1 and ${begins} and w.word < ${until} || ${last} order by w.word limit 1)`;
/** Of each short word the first, as the index has them. */
const ofShort = (archived: boolean): string =>
  `select distinct x.id, ${archived} as archived from words u cross join lateral (
      select w.contact_id as id from search_word w where w.tenant_id = $1 and w.word = u.word and w.archived = ${archived} order by w.contact_id limit q.most
    ) x`;
const begunOfOne = `with recursive starts(prefix, short) as materialized (
    select r.prefix, r.short from unnest((select $4::int[]), (select $5::text[]), (select $6::boolean[])) r(place, prefix, short) where r.place = q.place
  ), found(prefix, word) as (
    select s.prefix, ${nextShort('w.word >= s.prefix', 's.prefix')} from starts s where s.short
    union all select f.prefix, ${nextShort('w.word > f.word', 'f.prefix')} from found f where f.word is not null
  ), words as materialized (
    select word from found where word is not null limit ${mostShort} + 1
  ), many(are) as materialized (
    select (select count(*) > ${mostShort} from words) or exists (select from ${ofLong} offset ${mostBegun} limit 1)
  ), live as materialized (
    ${ofShort(false)}, many m where not m.are order by 1 limit q.most
  ), begun as materialized (
    select distinct id, archived from (
      (select x.contact_id as id, x.archived from many m cross join ${ofLong} where not m.are order by x.archived, x.contact_id limit q.most * ${alike})
      union all select * from live
      union all (${ofShort(true)}, many m where not m.are and (select count(*) from live) < q.most order by 1 limit q.most)
    ) f order by archived, id limit q.most
  )
  select m.are as "isMany", o.* from many m left join lateral (
    select id, ${worstNameLevel} as level, archived from begun
    union all (
      select distinct w.contact_id, ${wordLevel}, w.archived from search_word w
      where q.ending is not null and not m.are and (select count(*) from begun) < q.most
        and w.tenant_id = $1 and ${wordRange('w.word', 'q.ending')} and w.contact_id not in (select id from begun)
      order by w.archived, w.contact_id limit q.most
    )
  ) o on true order by o.level, o.archived, o.id limit q.most`;

/** The first whose numbers or addresses begin so, then those whose numbers end so, each in order. */
export function findBeginnings(tenantId: number, asks: readonly BeginningAsk[]): BoundStatement {
  const starts = asks.flatMap((ask, at) =>
    ask.starts.map((start) => ({ place: at + 1, ...start })),
  );
  return bound(
    {
      name: 'search_beginnings',
      text: `select q.place::int, n.* from unnest((select $2::text[]), (select $3::int[])) with ordinality q(ending, most, place)
        cross join lateral (${begunOfOne}) n`,
    },
    [
      tenantId,
      asks.map(({ end }) => end),
      asks.map(({ limit }) => limit),
      starts.map(({ place }) => place),
      starts.map(({ prefix }) => prefix),
      starts.map(({ isShort }) => String(isShort)),
    ],
  );
}

export interface RangeRanking {
  readonly ranges: readonly WordRange[];
  readonly mostRows: number;
  readonly after: SearchPosition | undefined;
  readonly limit: number;
}

/** Contacts with a word of the ranges, in order. Without `offset 0` the end of a range would only filter what the index gives. */
export function rankHolders(
  tenantId: number,
  { ranges, mostRows, after, limit }: RangeRanking,
): BoundStatement {
  return bound(
    {
      name: 'search_rank_holders',
      text: `with found as materialized (
          select x.contact_id, x.archived, r.level from unnest((select $2::text[]), (select $3::int[])) r(prefix, level)
          cross join lateral (
            select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and ${wordRange('w.word', 'r.prefix')} offset 0
          ) x limit $4 + 1
        ), one as (
          select contact_id, min(level) as level, bool_or(archived) as archived
          from found where (select count(*) from found) <= $4 group by contact_id
        )
        select (select count(*) from found) as rows, o.* from (values (1)) v left join (
          select contact_id as id, level, archived from one
          where (level, archived, contact_id) > ($5::int, $6::boolean, $7::uuid)
          order by level, archived, contact_id limit $8
        ) o on true order by level, archived, id`,
    },
    [
      tenantId,
      ranges.map(({ prefix }) => prefix),
      ranges.map(({ level }) => level),
      mostRows,
      after?.level ?? -1,
      after?.isArchived ?? false,
      after?.id ?? nil,
      limit,
    ],
  );
}

/** The first three characters after the prefix, of each word that begins with it: read from one to the next. */
export function countryCodes(tenantId: number, prefix: string): BoundStatement {
  const length = prefix.length + 3;
  const first = `select word from search_word where tenant_id = $1 and ${wordRange('word', '$2')} order by word limit 1`;
  const next = `select w.word from search_word w where w.tenant_id = $1 and w.word > left(f.word, ${length}) || ${last} and w.word < $2 || ${last} order by w.word limit 1`;
  return bound(
    {
      name: 'search_country_codes',
      text: `with recursive found(word) as (select (${first}) union all select (${next}) from found f where f.word is not null)
        select substr(word, ${prefix.length + 1}, 3) as code from found where word is not null`,
    },
    [tenantId, prefix],
  );
}
