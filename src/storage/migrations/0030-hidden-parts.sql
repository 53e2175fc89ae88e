-- Fewer parts of what search_word leaves out: an address is often the name with a number, and what is in "zeno77" is in "zeno",
-- by which its contact is found. Each part that is not there spares a search a look at all texts. Written with the search text
-- (storage/tenant/search/spelling.ts).
alter table contact no force row level security;
alter table contact_search no force row level security;
alter table search_word no force row level security;
alter table search_spelling no force row level security;
delete from search_spelling where key >= '@' and key < 'A';
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
alter table search_spelling force row level security;
alter table search_word force row level security;
alter table contact_search force row level security;
alter table contact force row level security;
