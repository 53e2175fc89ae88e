/** What ServiceM8 can do here, and on whose word. */
import { type Abilities, documented, missing, ours } from '../../http/ability.ts';

export const abilities: Abilities = {
  create: documented,
  get: documented,
  list: documented,
  update: documented,
  delete: documented,
  restore: documented,
  'client-ids': documented,
  lookup: missing('the vendor has none; lists are filtered by mobile or email'),
  search: missing('the vendor searches jobs and companies, as is done here, and no contacts'),
  jobs: documented,
  accounts: documented,
  relations: documented,
  tags: missing('the vendor has no tags of contacts; the badges of a job are texts of the job'),
  'custom-fields': missing('the vendor has none of contacts'),
  consent: missing('the vendor has none'),
  exports: missing('the vendor has none; lists are read to the end by cursors'),
  webhooks: documented,
  'sign-in': documented,
  'rate-limits': documented,
  openapi: ours('the vendor publishes one of its own; this one says what is served here'),
};
