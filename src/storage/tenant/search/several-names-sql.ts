/** Who has several words in the name. Prepared: the plan is the same whatever the words. */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { bound, last, nil } from './word-sql.ts';

/** One row without an id of none. */
export interface NamedAll {
  /** That of all rows. */
  readonly level: number;
  /** Whether nobody is left behind those who were looked at; null when more words than are looked for begin so. */
  readonly ended: boolean | null;
  readonly id: Uuid | null;
  readonly archived: boolean | null;
}

export interface NamesSought {
  /** What a word of the name begins with, each of them. */
  readonly prefixes: readonly string[];
  /** Whether those who have them all as whole words are asked for, where there may be any: they match better. */
  readonly whole: boolean;
  /** Whether those are left out. */
  readonly notWhole: boolean;
  /** Whom they come after. */
  readonly after: SearchPosition | undefined;
  /** The contact behind which is looked, in the order of ids. */
  readonly from: string;
  readonly mostWords: number;
  readonly limit: number;
}

/** Contacts who are looked at in the first round, in each as many times more, and in the last at least. */
const firstLookedAt = 120;
const growth = 3;
const mostLookedAt = 3_000;

const hasWord = (word: string, id?: string): string =>
  `select from search_word w where w.tenant_id = $1 and w.word = ${word}${id ? ` and w.contact_id = ${id}` : ''} and w.in_name`;
const firstWord = (from: string, prefix: string): string =>
  `(select w.word from search_word w where w.tenant_id = $1 and w.word ${from} and w.word < ${prefix} || ${last} order by w.word limit 1)`;
/** The next by id who have a word of the place; some twice. */
const holders = (place: string, from: string, most: string): string =>
  `array(
    select w.contact_id from words u cross join lateral (
      select w.contact_id from search_word w
      where w.tenant_id = $1 and w.word = u.word and w.in_name and w.contact_id > ${from}
      order by w.contact_id limit ${most}
    ) w where u.place = ${place} order by 1 limit ${most}
  )`;
/** Read from a subquery, a value is unknown to the planner, who would otherwise plan for each anew. */
const given = (value: number, type: string): string => `(select $${value}::${type})`;
/** Of the holders of the rarest those who have the other words, too, and how many of them count for the page. */
const named = (ids: string): string =>
  `(
    select array_agg(n.id) filter (where not n.archived) as live, array_agg(n.id) filter (where n.archived) as archived,
      count(*) filter (where not n.archived and not ${given(5, 'boolean')}) as count
    from (
      select w.contact_id as id, bool_or(w.archived) as archived
      from words u join search_word w on w.tenant_id = $1 and w.word = u.word and w.in_name and w.contact_id = any(${ids})
      where u.place <> r.place
      group by 1 having count(distinct u.place) = (select count(*) from typed) - 1
    ) n
    where not (${given(4, 'boolean')} and not exists (select from typed t where not exists (${hasWord('t.prefix', 'n.id')})))
  ) n`;

/** The first who have the words: the holders of the rarest, by id, are looked up among those of the others, round by round. */
export function namesOfAll(tenantId: number, sought: NamesSought): BoundStatement {
  const { prefixes, whole, notWhole, after, from, mostWords, limit } = sought;
  return bound(
    {
      name: 'search_names_of_all',
      text: `with recursive typed as materialized (
          select place, prefix from unnest(${given(2, 'text[]')}) with ordinality t(prefix, place)
        ), asked(whole) as materialized (
          select ${given(3, 'boolean')} and not exists (select from typed t where not exists (${hasWord('t.prefix')}))
        ), found(place, prefix, word) as (
          select t.place, t.prefix, ${firstWord('>= t.prefix', 't.prefix')} from typed t, asked a where not a.whole
          union all
          select f.place, f.prefix, ${firstWord('> f.word', 'f.prefix')} from found f where f.word is not null
        ), words(place, word) as materialized (
          select t.place, t.prefix from typed t, asked a where a.whole
          union all (select place, word from found where word is not null limit ${given(8, 'int')} + 1)
        ), heads(place, ids) as materialized (
          select t.place, ${holders('t.place', given(7, 'uuid'), `${firstLookedAt}`)}
          from typed t where (select count(*) from words) <= ${given(8, 'int')}
        ), rarest as materialized (
          select place, ids from heads order by cardinality(ids), ids[cardinality(ids)] desc limit 1
        ), looked(size, behind, ended, live, archived, count) as (
          select ${firstLookedAt}, r.ids[cardinality(r.ids)], cardinality(r.ids) < ${firstLookedAt}, n.*
          from rarest r cross join lateral ${named('r.ids')}
          union all
          select l.size * ${growth}, h.ids[cardinality(h.ids)], cardinality(h.ids) < l.size * ${growth}, n.live, n.archived, l.count + n.count
          from looked l cross join rarest r
          cross join lateral (select ${holders('r.place', 'l.behind', `(l.size * ${growth})`)} as ids offset 0) h
          cross join lateral ${named('h.ids')}
          where not l.ended and l.count < ${given(9, 'int')} and l.size < ${mostLookedAt}
        )
        select case when a.whole then 1 else 2 end as level, (select bool_or(ended) from looked) as ended, n.id, n.archived
        from asked a left join lateral (
          select * from (
            select unnest(live) as id, false as archived from looked union all select unnest(archived), true from looked
          ) n where (n.archived, n.id) > (${given(5, 'boolean')}, ${given(6, 'uuid')})
          order by n.archived, n.id limit ${given(9, 'int')}
        ) n on true order by n.archived, n.id`,
    },
    [
      tenantId,
      prefixes,
      whole,
      notWhole,
      after?.isArchived ?? false,
      after?.id ?? nil,
      from,
      mostWords,
      limit,
    ],
  );
}
