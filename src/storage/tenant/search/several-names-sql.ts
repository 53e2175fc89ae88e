/** Who has several words in the name, of several such questions at once. Prepared: the plan is the same whatever the words. */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { shortNameWord } from './search-word.ts';
import { bound, last, nil } from './word-sql.ts';

export interface NamesAsk {
  /** What words of the name begin with; letters and digits alone. */
  readonly prefixes: readonly string[];
  /** Whether those who have them all as whole words are asked for, where there may be any: they match better. */
  readonly whole: boolean;
  /** Whether those are left out. */
  readonly notWhole: boolean;
  /** Whom they come after. */
  readonly after: Pick<SearchPosition, 'isArchived' | 'id'> | undefined;
  readonly limit: number;
}

/** `place`: of the question among all that was asked, from 1. One row without an id of none. */
export interface NamedAll {
  readonly place: number;
  /** That of all rows. */
  readonly level: number;
  /** Whether more words than are looked for begin so, and nobody is given. */
  readonly isMore: boolean;
  readonly id: Uuid | null;
  readonly archived: boolean;
}

/** Of a word that so few have, all are looked at; of the most frequent ones, those who have the longest. */
const few = 600;
/** Which of several frequent words is rarer is told by the contacts among whom so many have one of them. */
const sample = 100;
/** Else so many of each word are looked at first, and each time as many times more. */
const firstLookedAt = 120;
const growth = 4;
/** Beginnings of more words than this are not looked for. */
const mostWords = 100;

const begun = (typed: string, word: string): string =>
  `${word}.word >= ${typed}.word and ${word}.word <= ${typed}.until`;
const own = (word: string): string =>
  `from search_word ${word} where ${word}.tenant_id = $1 and ${word}.in_name`;
const firstWord = (begins: string): string =>
  `(select w.word from search_word w where w.tenant_id = $1 and ${begins} and w.word <= r.until order by w.word limit 1)`;
/** The whole name stands beside each of its words, unless it is too long: then every word is looked up. */
const hasAll = (patterns: string, word: string): string =>
  `case when w.names is not null then w.names like all(${patterns}) else not exists (
    select from typed t where not exists (select ${own('o')} and o.contact_id = w.contact_id and ${word})
  ) end`;
const isMeant = `${hasAll('p.begins', begun('t', 'o'))} and not (q.without and ${hasAll('p.wholes', 'o.word = t.prefix')})`;
/** Of each word the next contacts by id: how far all of them have been looked at, null when to their ends, and whoever is meant among them. */
const nextOf = (size: string, archived: string, behind: string): string =>
  `(with each as materialized (
    select g.* from words u cross join lateral (
      select (array_agg(x.id))[${size}] as behind, array_agg(x.id) filter (where x.meant) as ids from (
        select w.contact_id as id, ${isMeant} as meant ${own('w')} and w.word = u.word and w.archived = ${archived} and w.contact_id > ${behind}
        order by w.contact_id limit ${size}
      ) x
    ) g
  ) select b.behind, array(select distinct i.id from each e, unnest(e.ids) i(id) where b.behind is null or i.id <= b.behind) as ids
  from (select (array_agg(e.behind order by e.behind) filter (where e.behind is not null))[1] as behind from each e) b offset 0)`;

/** Of the rarest word, in the order of contacts, whoever has the others beside it. */
const namesOfOne = `with recursive split(prefix, word) as materialized (
    select * from unnest(string_to_array(q.prefixes, ' '), string_to_array(q.words, ' '))
  ), asked(whole) as materialized (
    select q.whole and not exists (select from split t where not exists (select ${own('w')} and w.word = t.prefix))
  ), typed(prefix, word, until) as materialized (
    select t.prefix, t.word, case when a.whole or t.word <> t.prefix then t.word else t.word || ${last} end from split t, asked a
  ), patterns(begins, wholes) as materialized (
    select array_agg('% ' || t.prefix || case when a.whole then ' %' else '%' end), array_agg('% ' || t.prefix || ' %') from split t, asked a
  ), counted as materialized (
    select t.*, (select count(*) from (select ${own('w')} and ${begun('t', 'w')} limit ${few} + 1) w) as count from typed t
  ), here(id) as materialized (
    select min.id from (select min(count) as count from counted) least cross join counted c cross join lateral (
      select w.contact_id as id ${own('w')} and w.word = c.word order by w.contact_id offset ${sample} limit 1
    ) min where least.count > ${few} order by min.id limit 1
  ), rarest as materialized (
    select c.word, c.until, c.count from counted c
    order by c.count, (
      select count(*) from here h cross join lateral (
        select ${own('w')} and ${begun('c', 'w')} and w.contact_id <= h.id limit 2 * ${sample}
      ) w
    ), length(c.prefix) desc limit 1
  ), found(word) as (
    select ${firstWord('w.word >= r.word')} from rarest r where r.count > ${few}
    union all select ${firstWord('w.word > f.word')} from found f, rarest r where f.word is not null
  ), words as materialized (
    select word from found where word is not null limit ${mostWords} + 1
  ), many(are) as materialized (
    select count(*) > ${mostWords} from words
  ), looked(archived, size, behind, ids, count) as (
    select q.archived, ${firstLookedAt}, q.id, null::uuid[], 0 from many m, rarest r where not m.are and r.count > ${few}
    union all
    select t.archived, t.size * ${growth}, n.behind, n.ids, l.count + cardinality(n.ids)
    from looked l cross join patterns p cross join lateral (
      select l.behind is null or l.archived as archived, case when l.behind is null then ${firstLookedAt} else l.size end as size, coalesce(l.behind, '${nil}') as behind offset 0
    ) t cross join lateral ${nextOf('t.size', 't.archived', 't.behind')} n
    where l.count < q.most and not (l.behind is null and l.archived)
  )
  select case when a.whole then 1 else 2 end as level, m.are as "isMore", n.id, n.archived
  from asked a cross join many m left join lateral (
    (select distinct w.contact_id as id, w.archived from rarest r cross join patterns p cross join lateral (
      select w.contact_id, w.archived ${own('w')} and ${begun('r', 'w')} and (w.archived, w.contact_id) > (q.archived, q.id) and ${isMeant} offset 0
    ) w where r.count <= ${few} order by 2, 1 limit q.most)
    union all select unnest(l.ids), l.archived from looked l
  ) n on true`;

/** Read from a subquery, values are unknown to the planner, who would otherwise plan for each anew. */
const asked = ['text', 'text', 'boolean', 'boolean', 'boolean', 'uuid', 'int']
  .map((type, at) => `(select $${at + 2}::${type}[])`)
  .join(', ');

/** Of each the first who have the words, in order; all of them, if they are fewer than asked for. */
export function namesOfAll(tenantId: number, asks: readonly NamesAsk[]): BoundStatement {
  return bound(
    {
      name: 'search_names_of_all',
      text: `select q.place::int, n.* from unnest(${asked}) with ordinality q(prefixes, words, whole, without, archived, id, most, place)
        cross join lateral (${namesOfOne} order by n.archived, n.id limit q.most) n order by q.place, n.archived, n.id`,
    },
    [
      tenantId,
      asks.map(({ prefixes }) => prefixes.join(' ')),
      asks.map(({ prefixes }) => prefixes.map((one) => shortNameWord(one) ?? one).join(' ')),
      asks.map(({ whole }) => String(whole)),
      asks.map(({ notWhole }) => String(notWhole)),
      asks.map(({ after }) => String(after?.isArchived ?? false)),
      asks.map(({ after }) => after?.id ?? nil),
      asks.map(({ limit }) => limit),
    ],
  );
}
