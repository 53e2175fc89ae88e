/** The statements of the index of blocking keys. $1 is the tenant. */
import type { Statement } from '../../database.ts';

function named(name: string, text: string): Statement {
  return { name: `match_${name}`, text };
}

/** Before every id that was made. */
const beforeAll = '00000000-0000-0000-0000-000000000000';
const isBehind = '(m.fill_after is not null or m.seq < c.seq)';

/** $2 the holder, $3 now, $4 until when, $5 how many events are few. */
export const take = named(
  'take_mark',
  `insert into match_mark as m (tenant_id, seq, fill_after, holder, held_until)
    select c.tenant_id, case when c.seq <= $5 then 0 else c.seq end,
      case when c.seq > $5 then '${beforeAll}'::uuid end, $2::uuid, $4::timestamptz
    from tenant_clock c left join match_mark m on m.tenant_id = c.tenant_id
    where c.tenant_id = $1 and case when m.tenant_id is null then c.seq > 0 else ${isBehind} end
    on conflict (tenant_id) do update set holder = excluded.holder, held_until = excluded.held_until
      where m.holder is null or m.holder = excluded.holder or m.held_until < $3::timestamptz
    returning seq, fill_after as "fillAfter"`,
);

/** Whether there was something to take. */
export const behind = named(
  'mark_behind',
  `select 1 from match_mark m join tenant_clock c on c.tenant_id = m.tenant_id where m.tenant_id = $1 and ${isBehind}`,
);

export const release = named(
  'release_mark',
  'update match_mark set holder = null, held_until = null where tenant_id = $1 and holder = $2',
);

/** Read before the events are: what has come by then is seen among them. */
export const head = named(
  'head',
  'select c.seq, c.live_count as contacts from tenant_clock c where c.tenant_id = $1',
);

/** $2 the last event seen, $3 how many, $4 the fields that are compared. */
export const changes = named(
  'changes',
  `select e.seq, e.entity_id as "contactId", e.type = 'created' as "isNew" from event e
    where e.tenant_id = $1 and e.seq > $2 and e.entity_type = 'contact'
      and (e.type <> 'updated' or exists (
        select from json_object_keys(e.body -> 'changes') as field where field = any($4::text[])))
    order by e.seq limit $3`,
);

/** $2 the keys, $3 how many of each. Sorted, so that it is read along the primary key whatever the statistics say. */
export const holders = named(
  'holders',
  `select w.key, h.contact_id as "contactId" from unnest($2::int[]) as w (key)
    cross join lateral (
      select k.contact_id from match_key k
      where k.tenant_id = $1 and k.key = w.key order by k.contact_id limit $3) h`,
);

/** $2 the holder, $3 the event, $4 where filling goes on, $5 until when, $6 who changed, $7 and $8 all keys, $9 and $10 the new. */
export const advance = named(
  'advance_mark',
  `with held as (
      update match_mark set seq = $3, fill_after = $4, held_until = $5
      where tenant_id = $1 and holder = $2 returning tenant_id),
    gone as (
      delete from match_key k using held
      where k.tenant_id = $1 and k.contact_id = any($6::uuid[]) and not exists (
        select from unnest($7::uuid[], $8::int[]) as kept (contact_id, key)
        where kept.contact_id = k.contact_id and kept.key = k.key)),
    added as (
      insert into match_key (tenant_id, key, contact_id)
      select $1, n.key, n.contact_id from held, unnest($9::uuid[], $10::int[]) as n (contact_id, key)
      on conflict do nothing)
    select 1 from held`,
);

const openPair = `select s.a, s.b, s.score, true as "isOpen" from merge_suggestion s where s.tenant_id = $1 and s.state = 'open'`;

/** $2 the contacts. */
export const openPairs = named(
  'open_pairs',
  `${openPair} and s.a = any($2::uuid[]) union ${openPair} and s.b = any($2::uuid[])`,
);

/** From everyone behind a contact to whom somebody told apart, and on to whoever that was merged into. */
const decided = ['distinct_pair p where', "merge_suggestion p where p.state = 'dismissed' and"]
  .flatMap((from) =>
    [
      ['a', 'b'],
      ['b', 'a'],
    ].map(
      ([own, other]) =>
        `select o.root, p.${other} from own o join lateral (select * from ${from} p.tenant_id = $1 and p.${own} = o.id) p on true`,
    ),
  )
  .join(' union ');

/** $2 the contacts. */
export const apartFrom = named(
  'apart_from',
  `with recursive own (root, id) as (
      select r.id, r.id from unnest($2::uuid[]) as r (id)
      union
      select o.root, m.loser_id from own o
        join contact_merge m on m.tenant_id = $1 and m.survivor_id = o.id and m.undone_at is null),
    other (root, id) as (
      (${decided})
      union
      select t.root, c.merged_into from other t
        join contact c on c.tenant_id = $1 and c.id = t.id where c.merged_into is not null)
    select root as a, id as b from other`,
);
