-- The search texts of the connection's workspace, for searches. Row-level security lets no index be asked for a part of
-- a text, since the comparison might tell of another workspace's row before the policy has hidden it. The view repeats
-- the policy as an ordinary condition, which leaves the trigram index to the planner, and is read with its owner's
-- rights. Where the owner is bound by the policy himself (a role without BYPASSRLS) it shows the same rows without the index.
-- Only for reading: the application is given no other right on it.
create view own_contact_search as
  select tenant_id, contact_id, doc from contact_search
  where tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint);
