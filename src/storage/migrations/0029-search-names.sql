-- With each word of a name, and its first two letters, the whole name, its words between blanks: who has several words is told
-- by the entries of one of them, without looking each up among those of the others. Null beside other words, and of the rare
-- name that is too long for an index. Written with the words (storage/tenant/search/search-word.ts).
alter table search_word add column names text;
alter table search_word no force row level security;
update search_word s set names = n.names
  from (
    select tenant_id, contact_id, ' ' || string_agg(word, ' ' order by word) || ' ' as names
    from search_word where in_name and word !~ '^\^' group by tenant_id, contact_id
  ) n
  where s.tenant_id = n.tenant_id and s.contact_id = n.contact_id and s.in_name and length(n.names) <= 200;
alter table search_word force row level security;
alter table search_word drop constraint search_word_pkey;
alter table search_word add primary key (tenant_id, word, contact_id) include (in_name, archived, names);
