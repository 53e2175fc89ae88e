/**
 * The texts of those who may match by a typing error, to be looked at here, without those in which one of the words is in no
 * spelling. Prepared: the plan is the same whatever the words.
 */
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { bound, nil } from './word-sql.ts';

export interface HeldText {
  readonly id: Uuid;
  readonly doc: string;
  readonly archived: boolean;
}

export interface FirstText extends HeldText {
  /** How many have been looked at. */
  readonly count: number;
}

/** Read from a subquery, a value is unknown to the planner, who would otherwise plan for each anew. */
const given = (value: number, type: string): string => `(select $${value}::${type})`;
const textOf = (id: string): string =>
  `(select s.doc from contact_search s where s.tenant_id = $1 and s.contact_id = ${id} offset 0)`;

/** Of each word what a text must hold one of; escaped for `like`. */
export type Holding = readonly (readonly string[])[];

const holds = ({ length }: Holding, from: number): string =>
  Array.from({ length }, (_, at) => `s.doc like any(${given(from + at, 'text[]')}::text[])`).join(
    ' and ',
  );

export interface FirstTexts {
  readonly words: readonly string[];
  readonly behind: string | undefined;
  readonly most: number;
  readonly holding: Holding;
}

/** Among the first by id who have any of the words, behind a contact, nobody who is archived; the last of them in any case. */
export function firstTexts(
  tenantId: number,
  { words, behind, most, holding }: FirstTexts,
): BoundStatement {
  return bound(
    {
      name: `search_first_texts_${holding.length}`,
      text: `select w.id, s.doc, false as archived, w.count from (
          select w.id, row_number() over (order by w.id) as place, count(*) over () as count from (
          select distinct w.contact_id as id from unnest(${given(2, 'text[]')}) u(word) cross join lateral (
            select w.contact_id from search_word w
            where w.tenant_id = $1 and w.word = u.word and not w.archived and w.contact_id > ${given(3, 'uuid')}
            order by w.contact_id limit ${given(4, 'int')}
          ) w order by 1 limit ${given(4, 'int')}) w
        ) w cross join lateral ${textOf('w.id')} s where (${holds(holding, 5)}) or w.place = w.count order by w.id`,
    },
    [tenantId, words, behind ?? nil, most, ...holding],
  );
}

/** Of all who have any of the words. */
export function textsOfWords(
  tenantId: number,
  words: readonly string[],
  holding: Holding,
): BoundStatement {
  return bound(
    {
      name: `search_texts_of_words_${holding.length}`,
      text: `select w.id, s.doc, w.archived from (
          select w.contact_id as id, bool_or(w.archived) as archived from unnest(${given(2, 'text[]')}) u(word) cross join lateral (
            select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and w.word = u.word offset 0
          ) w group by 1
        ) w cross join lateral ${textOf('w.id')} s where ${holds(holding, 3)}`,
    },
    [tenantId, words, ...holding],
  );
}

/** Of all whom the lens shows, `most` at most. */
export function textsInLens(tenantId: number, most: number, holding: Holding): BoundStatement {
  return bound(
    {
      name: `search_texts_in_lens_${holding.length}`,
      text: `select c.id, s.doc, c.archived_at is not null as archived
        from (select contact_id, doc from contact_search_lens where tenant_id = $1) s
        join contact c on c.tenant_id = $1 and c.id = s.contact_id where c.deleted_at is null and ${holds(holding, 3)} limit ${given(2, 'int')}`,
    },
    [tenantId, most, ...holding],
  );
}
