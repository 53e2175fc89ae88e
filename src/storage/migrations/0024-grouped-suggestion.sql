-- Whether the last run over the workspace has put the two into one group with everybody else who may be the same person. Merging
-- unasked goes by it, and so does its preview. Suggestions of before are looked at by the next run.
alter table merge_suggestion add column grouped boolean not null default false;
