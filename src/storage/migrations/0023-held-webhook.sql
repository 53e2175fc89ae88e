-- What a fault of a Sandbox has held back, and how. A row that waits behind nothing but its time, so a killed server loses none.
alter table webhook_delivery
  add column held text check (held in ('late', 'shuffled'));
