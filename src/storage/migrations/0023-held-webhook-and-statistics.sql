-- What a fault of a Sandbox has held back, and how. A row that waits behind nothing but its time, so a killed server loses none.
alter table webhook_delivery
  add column held text check (held in ('late', 'shuffled'));

-- A plan is kept for as long as its connection, and one that was made while a table was empty may read all of a workspace for each
-- row that is asked for. PostgreSQL looks at tables once a minute; whoever fills them quickly asks for new statistics of those that have
-- become four times as large. With the rights of the owner, as nobody else may analyse.
create function analyse_grown_tables() returns void
language plpgsql security definer set search_path from current as $$
declare
  grown regclass;
begin
  for grown in
    select oid from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relrowsecurity
      and pg_relation_size(oid) / current_setting('block_size')::bigint >= 4 * greatest(relpages, 1)
  loop
    execute format('analyze (skip_locked) %s', grown);
  end loop;
end
$$;
