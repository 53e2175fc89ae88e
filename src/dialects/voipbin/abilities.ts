/** What VoIPBIN can do here, and on whose word. */
import { type Abilities, documented, missing, ours } from '../../http/ability.ts';

export const abilities: Abilities = {
  create: documented,
  get: documented,
  list: documented,
  update: documented,
  delete: documented,
  restore: missing('the vendor has none'),
  'client-ids': missing('the vendor gives the ids'),
  lookup: documented,
  search: missing('the vendor has none'),
  jobs: missing('no object of the vendor’s'),
  accounts: missing('no object of the vendor’s; a company is a text of the contact'),
  relations: missing('no object of the vendor’s'),
  tags: documented,
  'custom-fields': missing('the vendor has none'),
  consent: missing('the vendor has none'),
  exports: missing('the vendor has none; lists are read to the end by pages'),
  webhooks: missing('the vendor sends none of contacts'),
  'sign-in': missing('the vendor has none; a login takes user name and password'),
  'rate-limits': documented,
  openapi: ours('the vendor publishes one of its own; this one says what is served here'),
};
