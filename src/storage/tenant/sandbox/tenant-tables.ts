/** Every table of a workspace's address book, each after those that it refers to. A test compares it with the schema. */
export const tenantTables = [
  'contact',
  'contact_method',
  'contact_method_preference',
  'contact_address',
  'tag',
  'contact_tag',
  'contact_search',
  'search_word',
  'search_spelling',
  'custom_field',
  'custom_value',
  'contact_note',
  'contact_task',
  'account',
  'site',
  'contact_point',
  'relation',
  'job',
  'job_contact',
  'contact_merge',
  'distinct_pair',
  'merge_suggestion',
  'merge_policy',
  'match_run',
  'match_memory',
  'match_key',
  // After the keys, so that it is emptied first: whoever writes keys holds its row.
  'match_mark',
  'event',
  'suppression',
  'idempotency_key',
  'webhook_subscription',
  'webhook_progress',
  'webhook_delivery',
] as const;

/**
 * Has one row as long as there is the workspace, which writers take turns by: it is changed and never removed, so that
 * whoever waits for it finds it.
 */
export const clockTable = 'tenant_clock';

/** What belongs to the Sandbox and not to what is in it: no snapshot holds these, and no reset empties them but the inbox. */
export const sandboxTables = [
  'sandbox_snapshot',
  'sandbox_snapshot_row',
  'sandbox_webhook',
  'sandbox_webhook_number',
] as const;

/** Tells of what is in the Sandbox, so it is emptied when that is replaced. */
export const inboxTable = 'sandbox_webhook';
