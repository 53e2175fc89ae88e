/** What HighLevel can do here, and on whose word. */
import { type Abilities, documented, missing, ours } from '../../http/ability.ts';

export const abilities: Abilities = {
  create: documented,
  get: documented,
  list: documented,
  update: documented,
  delete: documented,
  restore: missing('the vendor has none in its API'),
  'client-ids': missing('the vendor gives the ids'),
  lookup: documented,
  search: documented,
  jobs: missing('no object of the vendor’s'),
  accounts: documented,
  relations: missing('a contact names one business, in a field of its own'),
  tags: documented,
  'custom-fields': documented,
  consent: documented,
  exports: missing('the vendor has none; lists are read to the end by pages'),
  webhooks: documented,
  'sign-in': documented,
  'rate-limits': documented,
  openapi: ours('of what is served here, not of the whole API of the vendor'),
};
