-- Addresses (after "@") and words of names that could be taken for the beginning of one, as they are: read in their order
-- for what begins so, like numbers. Written with the others (storage/tenant/search/search-word.ts).
alter table contact no force row level security;
alter table contact_search no force row level security;
alter table search_word no force row level security;
insert into search_word (tenant_id, word, contact_id, in_name, archived)
  select s.tenant_id, w.word, s.contact_id, w.in_name, c.archived_at is not null
  from contact_search s
  join contact c on c.tenant_id = s.tenant_id and c.id = s.contact_id and c.deleted_at is null
  cross join lateral (
    select left(m.parts[1], 100) as word, true as in_name from regexp_matches(
      s.doc, '(?:^|[ \n])ǃ((?![- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~\nǃ])[^ \n]*[.@_+][^ \n]*)', 'g'
    ) as m(parts)
    union
    select '@' || left(m.parts[1], 100), false from regexp_matches(
      s.doc, '^((?![- !"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~ǃ])[^ \n]*@[^ \n]*)', 'gn'
    ) as m(parts)
  ) w
  where s.doc ~ '[.@_+]';
alter table search_word force row level security;
alter table contact_search force row level security;
alter table contact force row level security;
