/** The statements of matching. $1 is the tenant. */
import type { Statement } from '../../database.ts';
import { matchRunTable } from './match-run-table.ts';

function named(name: string, text: string): Statement {
  return { name: `match_${name}`, text };
}

const run = `select ${matchRunTable.select('r')}, r.phase, r.share, r.contacts, r.compared, r.suggested, r.merged from match_run r where r.tenant_id = $1`;

export const findRun = named('find_run', `${run} and r.id = $2`);
export const listRuns = named('list_runs', `${run} order by r.created_at desc, r.id desc limit $2`);
export const runUnderWay = named('run_under_way', `${run} and r.state = 'running'`);

/** $3 the holder, $4 now, $5 until when. */
export const takeRun = named(
  'take_run',
  `update match_run set holder = $3, held_until = $5 where tenant_id = $1 and id = $2 and state = 'running'
    and (holder is null or holder = $3 or held_until < $4) returning id`,
);

/** $3 the holder, $4 until when, then the progress. */
export const keepRun = named(
  'keep_run',
  `update match_run set held_until = $4, phase = $5, share = $6, contacts = $7, compared = $8, suggested = $9, merged = $10
    where tenant_id = $1 and id = $2 and state = 'running' and holder = $3 returning id`,
);

export const releaseRun = named(
  'release_run',
  'update match_run set holder = null, held_until = null where tenant_id = $1 and id = $2 and holder = $3',
);

export const recall = named(
  'recall',
  'select model, contacts, learned_at from match_memory where tenant_id = $1',
);

export const remember = named(
  'remember',
  `insert into match_memory (tenant_id, model, contacts, learned_at) values ($1, $2::jsonb, $3, $4)
    on conflict (tenant_id) do update set model = excluded.model, contacts = excluded.contacts, learned_at = excluded.learned_at`,
);

/** In the order of `personOf`. */
const personColumns =
  'c.id, c.given_name, c.family_name, c.full_name, c.display_name, c.middle_name, c.nickname, c.name_suffix, c.date_of_birth, c.company_name, c.external_id';
const live = `c.tenant_id = $1 and c.deleted_at is null and c.kind = 'person'`;

export const firstPeople = named(
  'first_people',
  `select ${personColumns} from contact c where ${live} order by c.id limit $2`,
);
export const nextPeople = named(
  'next_people',
  `select ${personColumns} from contact c where ${live} and c.id > $3 order by c.id limit $2`,
);
export const peopleOf = named(
  'people_of',
  `select ${personColumns} from contact c where ${live} and c.id = any($2::uuid[])`,
);

const methods =
  'select m.contact_id, m.kind, m.key from contact_method m where m.tenant_id = $1 and m.shadow_of is null';
const addresses =
  'select a.contact_id, a.street1, a.street2, a.city, a.state, a.postal_code from contact_address a where a.tenant_id = $1';
const methodOrder = 'order by m.contact_id, m.position, m.id';
const addressOrder = 'order by a.contact_id, a.position, a.id';
const between = (owner: string): string =>
  `and ${owner}.contact_id >= $2 and ${owner}.contact_id <= $3`;
const among = (owner: string): string => `and ${owner}.contact_id = any($2::uuid[])`;

/** $2 and $3 the first and the last contact. */
export const methodsBetween = named('methods_between', `${methods} ${between('m')} ${methodOrder}`);
export const addressesBetween = named(
  'addresses_between',
  `${addresses} ${between('a')} ${addressOrder}`,
);
export const methodsAmong = named('methods_among', `${methods} ${among('m')} ${methodOrder}`);
export const addressesAmong = named(
  'addresses_among',
  `${addresses} ${among('a')} ${addressOrder}`,
);

/** Those that were withdrawn are as if they had never been. */
export const knownPairs = named(
  'known_pairs',
  `select a, b, score, state = 'open' as "isOpen", grouped from merge_suggestion
    where tenant_id = $1 and a = any($2::uuid[]) and state <> 'withdrawn'`,
);

/** Pairs that somebody decided, then the same pairs one merge further, as far as merges go. */
export const apart = named(
  'apart',
  `with recursive pair (a, b) as (
    (select a, b from distinct_pair where tenant_id = $1
      union select a, b from merge_suggestion where tenant_id = $1 and state = 'dismissed')
    union
    select coalesce(x.merged_into, p.a), coalesce(y.merged_into, p.b) from pair p
      join contact x on x.tenant_id = $1 and x.id = p.a
      join contact y on y.tenant_id = $1 and y.id = p.b
      where x.merged_into is not null or y.merged_into is not null
  ) select a, b from pair`,
);
