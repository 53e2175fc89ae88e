/** What HighLevel can do here, and on whose word. */
import { type Abilities, documented, missing } from '../../http/ability.ts';

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
  accounts: missing(
    'not yet: contacts are put into businesses and listed by them, but these answer 404',
  ),
  relations: missing('a contact names one business, in a field of its own'),
  tags: documented,
  'custom-fields': documented,
  consent: documented,
  exports: missing('the vendor has none; lists are read to the end by pages'),
  webhooks: documented,
  'sign-in': missing('not yet: the authorization pages answer 404'),
  'rate-limits': documented,
  openapi: missing('not yet: the shapes are in the README'),
};
