-- By what a mistyped word finds those that it may stand for: every word of three signs and more (search_word) once, however
-- many contacts have it; after "-" without its second, third or fourth sign, so that an error there is a plain comparison;
-- after "*" what it is from each later sign on, to tell at once that no word holds a text. Read in order. After "@" four
-- signs each of what search_word leaves out, such as the names of mail servers: where one of them is missing, nobody has the
-- text there. Not of an address that is the name with a number: what is in "zeno77" is in "zeno", by which its contact is found.
-- Those are never taken away; a word goes with the last contact that has it. Written with the search text
-- (storage/tenant/search/spelling.ts), by one writer at a time.
create table search_spelling (
  tenant_id bigint not null,
  key text collate "C" not null,
  word text collate "C" not null,
  primary key (tenant_id, key, word)
);

create function spelling_keys(word text) returns setof text language sql immutable
begin atomic
  select word
  union all select '-' || overlay(word placing '' from i for 1) from generate_series(2, 4) i
    where word !~ '^@' and length(word) >= 4 and left(overlay(word placing '' from i for 1), 5) !~ '[0-9]'
  union all select '*' || substr(word, i) from generate_series(2, length(word) - 3) i
    where word !~ '^@' and substr(word, i, 4) !~ '[0-9]';
end;

alter table contact no force row level security;
alter table contact_search no force row level security;
alter table search_word no force row level security;
insert into search_spelling (tenant_id, key, word)
  select w.tenant_id, k.key, w.word
  from (
    select distinct tenant_id, word from search_word
    where length(word) > 2 and left(word, 6) !~ '[0-9].*[0-9]'
      and word !~ '[- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~\n]'
  ) w cross join lateral spelling_keys(w.word) k(key)
  on conflict do nothing;
insert into search_spelling (tenant_id, key, word)
  select p.tenant_id, '@' || g.part, '@' || g.part
  from (
    select distinct s.tenant_id, regexp_replace(piece, '^ǃ', '') as piece
    from contact_search s
    join contact c on c.tenant_id = s.tenant_id and c.id = s.contact_id and c.deleted_at is null
    cross join lateral (
      select piece from regexp_split_to_table(
        regexp_replace(s.doc, '@[^\n]*', '', 'g'), '[- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~\n]+'
      ) as piece
      where (
        piece !~ '^(ǃ|[^0-9]{3})' or length(piece) > 100
          or left(regexp_replace(piece, '^ǃ', ''), 6) ~ '[0-9].*[0-9]'
      ) and (
        select true from (select regexp_replace(piece, '[0-9]+$', '')) n(word)
        join search_word w on w.tenant_id = s.tenant_id and w.contact_id = s.contact_id and w.word = n.word
        where length(n.word) between 3 and 100 and left(n.word, 6) !~ '[0-9].*[0-9]' limit 1
      ) is null
      union all
      select piece from regexp_matches(s.doc, '@([^\n]*)', 'g') as m(parts),
        regexp_split_to_table(m.parts[1], '[- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~\n]+') as piece
    ) hidden
  ) p
  cross join lateral (
    select substr(p.piece, i, 4) as part from generate_series(1, length(p.piece) - 3) i
  ) g
  where g.part !~ '[0-9]'
  on conflict do nothing;
alter table search_word force row level security;
alter table contact_search force row level security;
alter table contact force row level security;

alter table search_spelling enable row level security;
alter table search_spelling force row level security;
create policy own_tenant on search_spelling using (
  tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint)
);
