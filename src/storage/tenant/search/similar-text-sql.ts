/** The texts of those who may match by a typing error, to be looked at here. Prepared: the plan is the same whatever the words. */
import type { Uuid } from '../../../core/value/identifier.ts';
import type { BoundStatement } from '../list/parameters.ts';
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

/** The first by id who have any of the words, behind a contact; nobody who is archived. */
export function firstTexts(
  tenantId: number,
  words: readonly string[],
  { behind, most }: { readonly behind: string | undefined; readonly most: number },
): BoundStatement {
  return bound(
    {
      name: 'search_first_texts',
      text: `select w.id, s.doc, false as archived from (
          select distinct w.contact_id as id from unnest(${given(2, 'text[]')}) u(word) cross join lateral (
            select w.contact_id from search_word w
            where w.tenant_id = $1 and w.word = u.word and not w.archived and w.contact_id > ${given(3, 'uuid')}
            order by w.contact_id limit ${given(4, 'int')}
          ) w order by 1 limit ${given(4, 'int')}
        ) w cross join lateral ${textOf('w.id')} s order by w.id`,
    },
    [tenantId, words, behind ?? nil, most],
  );
}

/** Of all who have any of the words. */
export function textsOfWords(tenantId: number, words: readonly string[]): BoundStatement {
  return bound(
    {
      name: 'search_texts_of_words',
      text: `select w.id, s.doc, w.archived from (
          select w.contact_id as id, bool_or(w.archived) as archived from unnest(${given(2, 'text[]')}) u(word) cross join lateral (
            select w.contact_id, w.archived from search_word w where w.tenant_id = $1 and w.word = u.word offset 0
          ) w group by 1
        ) w cross join lateral ${textOf('w.id')} s`,
    },
    [tenantId, words],
  );
}

/** Of all whom the lens shows, `most` at most. */
export function textsInLens(tenantId: number, most: number): BoundStatement {
  return bound(
    {
      name: 'search_texts_in_lens',
      text: `select c.id, s.doc, c.archived_at is not null as archived
        from (select contact_id, doc from contact_search_lens where tenant_id = $1) s
        join contact c on c.tenant_id = $1 and c.id = s.contact_id where c.deleted_at is null limit ${given(2, 'int')}`,
    },
    [tenantId, most],
  );
}
