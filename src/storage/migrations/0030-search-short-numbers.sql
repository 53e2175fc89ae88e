-- With the first eight characters of a number, so that those who share them are read in the order of contacts: too many numbers
-- begin so to be sorted. Written with the words (storage/tenant/search/search-word.ts).
alter table search_word no force row level security;
insert into search_word (tenant_id, word, contact_id, in_name, archived)
  select tenant_id, '#' || left(substr(word, 2), 8), contact_id, false, bool_or(archived) from search_word
  where word >= '>' and word < '?' group by 1, 2, 3;
alter table search_word force row level security;
