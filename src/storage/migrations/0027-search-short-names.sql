-- The first two letters of the words of names (after "^"): so many words begin so that whoever has one is found in the order
-- of contacts only where the letters are a word themselves. Written with the others (storage/tenant/search/search-word.ts).
alter table search_word no force row level security;
insert into search_word (tenant_id, word, contact_id, in_name, archived)
  select tenant_id, '^' || left(word, 2), contact_id, true, bool_or(archived) from search_word
  where in_name and char_length(word) > 1
  group by 1, 2, 3;
alter table search_word force row level security;
