/**
 * The texts of those who may have several words, perhaps in another spelling, to be looked at here, without those in which
 * one of the words is in no spelling. Prepared: the plan is the same whatever the words.
 */
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import type { LikeWords } from './misspelling.ts';
import { bound, nil } from './word-sql.ts';

export interface HeldText {
  readonly id: Uuid;
  readonly doc: string;
  readonly archived: boolean;
}

/** Read from a subquery, a value is unknown to the planner, who would otherwise plan for each anew. */
const given = (value: number, type: string): string => `(select $${value}::${type})`;
const textOf = (id: string): string =>
  `(select s.doc from contact_search s where s.tenant_id = $1 and s.contact_id = ${id} offset 0)`;

/** Of each word what a text must hold one of; escaped for `like`. */
export type Patterns = readonly (readonly string[])[];

/** Whoever is there by the word at `place` has it. */
const holds = ({ length }: Patterns, { from, place }: { from: number; place: string }): string =>
  Array.from({ length }, (_, at) => {
    const pattern = given(from + at, 'text[]');
    return `(${place} = ${at + 1} or s.doc like any(${pattern}::text[]))`;
  }).join(' and ');

export interface RarestAsk {
  readonly sets: readonly LikeWords[];
  /** Nobody is given of more who have a word. */
  readonly most: number;
  readonly patterns: Patterns;
}

/**
 * Of all who have the rarest of the words in any spelling. Where those are too many, of all who have the rarest one as it is,
 * and `rarest` is the place of the one that fewest seem to have in any spelling, from 1. `isMore`: even the others are too
 * many. One row without an id of none.
 */
export interface RarestText extends Omit<HeldText, 'id'> {
  readonly rarest: number | null;
  readonly isMore: boolean;
  readonly id: Uuid | null;
}

/** Which of several frequent words is rarer is told by how far so many contacts with one of them reach. */
const sample = 100;

/** How many entries there are of the words; null when more than `most`, which is told sooner. */
const counted = (words: string): string => {
  const entries = `from search_word w where w.tenant_id = $1 and w.word = any(${words})`;
  return `(select case when not exists (select ${entries} offset $4 limit 1) then (select count(*) ${entries}) end as count)`;
};
const firstOf = (words: string, archived: string, behind: string, limit: string): string =>
  `select w.contact_id as id, max(w.names) as names from unnest(${words}) u(word) cross join lateral (
    select w.contact_id, w.names from search_word w
    where w.tenant_id = $1 and w.word = u.word and w.archived = ${archived} and w.contact_id > ${behind}
    order by w.contact_id limit ${limit}
  ) w group by 1 order by 1 limit ${limit}`;

export function textsOfRarest(
  tenantId: number,
  { sets, most, patterns }: RarestAsk,
): BoundStatement {
  return bound(
    {
      name: `search_texts_of_rarest_${patterns.length}`,
      text: `with given as materialized (
          select g.place::int, string_to_array(g.holding, ' ') as holding, string_to_array(g.words, ' ') as words
          from unnest(${given(2, 'text[]')}, ${given(3, 'text[]')}) with ordinality g(holding, words, place)
          where g.holding is not null
        ), rarest as materialized (
          select g.place, g.words, c.count is not null as is_all from given g cross join lateral ${counted('g.words')} c
          order by c.count limit 1
        ), core as materialized (
          select g.place, g.holding as words, c.count is null as is_more
          from rarest r cross join given g cross join lateral ${counted('g.holding')} c
          where not r.is_all and (cardinality(g.holding) = 0 or not exists (select from given where cardinality(holding) = 0))
          order by c.count limit 1
        ), next as materialized (
          select g.place from rarest r cross join given g where not r.is_all order by (
            select w.id from (${firstOf('g.words', 'false', `'${nil}'`, String(sample))}) w order by w.id desc limit 1
          ) desc limit 1
        ), looked as materialized (
          select k.place, w.contact_id as id, bool_or(w.archived) as archived from (
            select place, words from rarest where is_all union all select place, words from core where not is_more
          ) k cross join unnest(k.words) u(word) cross join lateral (
            select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and w.word = u.word offset 0
          ) w group by 1, 2
        )
        select coalesce(c.is_more, false) as "isMore", n.place as rarest, t.*
        from rarest r left join core c on true left join next n on true left join lateral (
          select w.id, s.doc, w.archived from looked w cross join lateral ${textOf('w.id')} s
          where ${holds(patterns, { from: 5, place: 'w.place' })}
        ) t on true`,
    },
    [
      tenantId,
      sets.map(({ holding }) => holding?.join(' ') ?? null),
      textsOf(sets),
      most,
      ...patterns,
    ],
  );
}

export interface FirstText extends HeldText {
  /** How many have been looked at up to here, and how many there were to look at. */
  readonly place: number;
  readonly count: number;
}

export interface FirstTexts {
  readonly sets: readonly LikeWords[];
  /** Of the word that all of them have, from 1. */
  readonly wordPlace: number;
  readonly isArchived: boolean;
  readonly behind: string | undefined;
  /** Looked at. */
  readonly most: number;
  readonly limit: number;
  readonly patterns: Patterns;
}

/** The words of the set at the place; null when only the texts tell who has it. */
const wordsAt = (place: string): string =>
  `string_to_array((${given(2, 'text[]')})[${place}], ' ')`;
/** Whoever may have the words by the entries alone: in the name, which stands beside one of its words, or elsewhere. */
const mayHave = ({ length }: Patterns): string =>
  Array.from({ length }, (_, at) => {
    const inName = `w.names like any(${given(8 + at, 'text[]')}::text[])`;
    const elsewhere = `select x.id from unnest(${wordsAt(String(at + 1))}) u(word) cross join lateral (
        select o.contact_id as id from search_word o where o.tenant_id = $1 and o.word = u.word and not o.in_name
          and o.contact_id > ${given(4, 'uuid')} and o.contact_id <= (select id from ending)
        offset 0
      ) x`;
    return `(${given(7, 'int')} = ${at + 1} or ${inName} or (${given(2, 'text[]')})[${at + 1}] is null or w.id in (${elsewhere}))`;
  }).join(' and ');

/** Among the first by id who have any of the words, behind a contact, archived or not; the last of them in any case. */
export function firstTexts(
  tenantId: number,
  { sets, wordPlace, isArchived, behind, most, limit, patterns }: FirstTexts,
): BoundStatement {
  const place = given(7, 'int');
  const of = [wordsAt(place), given(3, 'boolean'), given(4, 'uuid'), given(5, 'int')] as const;
  return bound(
    {
      name: `search_first_texts_${patterns.length}`,
      text: `with first as materialized (${firstOf(...of)}), ending as materialized (
          select id from first order by id desc limit 1
        )
        select w.id, s.doc, $3::boolean as archived, w.place, w.count from (
          select w.* from (
            select w.*, row_number() over (order by w.id) as place, count(*) over () as count from first w
          ) w where w.place = w.count or w.names is null or (${mayHave(patterns)}) offset 0
        ) w cross join lateral ${textOf('w.id')} s where w.place = w.count or (${holds(patterns, { from: 8, place })})
        order by w.id limit ${given(6, 'int')}`,
    },
    [tenantId, textsOf(sets), isArchived, behind ?? nil, most, limit, wordPlace, ...patterns],
  );
}

/** Of each set its words between blanks. */
function textsOf(sets: readonly LikeWords[]): (string | null)[] {
  return sets.map(({ holding, spellings }) =>
    holding === null ? null : [...new Set([...holding, ...spellings])].join(' '),
  );
}
