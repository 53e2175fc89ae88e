-- Search by what people type. Row-level security lets no operator but the plainest use an index, since another might tell
-- of a row before the policy hides it; the policy's own conditions may. So the lens is a table without rows of its own,
-- above the search texts, whose policy asks for the workspace and for the texts sought at once: it shows what matches
-- three regular expressions, which the session sets, and nothing before they are set. Nobody can write through it.
create table contact_search_lens (
  tenant_id bigint not null,
  contact_id uuid not null,
  doc text not null,
  primary key (tenant_id, contact_id)
);
alter table contact_search_lens enable row level security;
alter table contact_search_lens force row level security;
create policy own_tenant on contact_search_lens for select using (
  tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint)
  and doc ~ (select current_setting('polydex.search_1', true))
  and doc ~ (select current_setting('polydex.search_2', true))
  and doc ~ (select current_setting('polydex.search_3', true))
);
alter table contact_search inherit contact_search_lens;

-- The letters that foldSearch writes in plain ones, the mark before each word of the name, which stands first, and
-- the line feed at the end; with the
-- owner's eyes, which see no row while security is forced on them. Other names (a nickname) are marked with the next change.
alter table contact no force row level security;
alter table contact_search no force row level security;
update contact_search s
  set doc = case
    when plain.doc = '' then ''
    when plain.is_named
      then regexp_replace(split_part(plain.doc, E'\n', 1), '(^| )(?=[^ ])', '\1ǃ', 'g')
        || substr(plain.doc, length(split_part(plain.doc, E'\n', 1)) + 1) || E'\n'
    else plain.doc || E'\n'
  end
  from (
    select d.tenant_id, d.contact_id,
      replace(replace(replace(replace(translate(d.doc, 'øłđðı', 'olddi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') as doc,
      btrim(concat(c.full_name, c.given_name, c.family_name, c.display_name)) <> '' as is_named
    from contact_search d join contact c on c.tenant_id = d.tenant_id and c.id = d.contact_id
  ) plain
  where plain.tenant_id = s.tenant_id and plain.contact_id = s.contact_id;
alter table contact_search force row level security;
alter table contact force row level security;
