-- The contacts of the connection's workspace whose search text holds up to three texts. It was a view with its owner's rights
-- (0016), and a view's condition is no wall: PostgreSQL may look at a caller's condition first, and one that fails over a
-- text (doc::int) quotes it, also another workspace's. Nothing is put into a function from outside, and it makes the
-- patterns itself: one that ends with its escape sign fails only over a text that it matches so far. Where the owner is
-- bound by row-level security too, it finds the same without the index.
drop view own_contact_search;
create function text_with(part text) returns text language sql immutable
return '%' || regexp_replace(part, '([\\%_])', '\\\1', 'g') || '%';
create function own_contact_search(first text, second text default '', third text default '')
  returns table (contact_id uuid) language sql stable security definer rows 1000
begin atomic
  select s.contact_id from contact_search s
  where s.tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint)
    and s.doc like text_with(first) and s.doc like text_with(second) and s.doc like text_with(third);
end;

-- The words of the names of live contacts, the other words of their search texts that may be mistyped, how numbers begin
-- (after ">") and how they end (after "<", the last digit first): read in their order for what begins so or is spelled
-- alike, and word by word in the order of contacts. A page is found without
-- looking at all that match. Written with the search text (storage/tenant/search/search-word.ts) and no foreign key asked
-- for, row by row: a contact that goes takes its words along there.
create table search_word (
  tenant_id bigint not null,
  word text collate "C" not null,
  contact_id uuid not null,
  in_name boolean not null,
  archived boolean not null,
  primary key (tenant_id, word, contact_id) include (in_name, archived)
);

alter table contact no force row level security;
alter table contact_search no force row level security;
insert into search_word (tenant_id, word, contact_id, in_name, archived)
  select s.tenant_id, w.word, s.contact_id, w.in_name, c.archived_at is not null
  from contact_search s
  join contact c on c.tenant_id = s.tenant_id and c.id = s.contact_id and c.deleted_at is null
  cross join lateral (
    with found as materialized (
      select left(regexp_replace(piece, '^ǃ', ''), 100) as word, bool_or(piece like 'ǃ%') as in_name
      from regexp_split_to_table(
        regexp_replace(s.doc, '@[^\n]*', '', 'g'), '[- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~\n]+'
      ) as piece
      where piece ~ '^ǃ.' or piece ~ '^[^ǃ0-9][^0-9]{2}'
      group by 1
    )
    select f.word, f.in_name from found f
    where f.in_name or f.word = rtrim(f.word, '0123456789')
      or rtrim(f.word, '0123456789') not in (select o.word from found o)
    union
    select '>' || left(m.parts[1], 100), false from regexp_matches(s.doc, '^(\+?[0-9]{2,})', 'gn') as m(parts)
    union
    select '<' || reverse(right(m.parts[1], 8)), false from regexp_matches(s.doc, '([0-9]{3,})$', 'gn') as m(parts)
  ) w;
alter table contact_search force row level security;
alter table contact force row level security;

alter table search_word enable row level security;
alter table search_word force row level security;
create policy own_tenant on search_word using (
  tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint)
);
