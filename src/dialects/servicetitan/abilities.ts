/** What ServiceTitan can do here, and on whose word. */
import { type Abilities, documented, missing, ours } from '../../http/ability.ts';

export const abilities: Abilities = {
  create: documented,
  get: documented,
  list: documented,
  update: documented,
  delete: documented,
  restore: missing('the vendor has none; isArchived is the way back and forth'),
  'client-ids': documented,
  lookup: documented,
  search: missing('the vendor has filters by field alone'),
  jobs: missing('another API of the vendor’s, beside its CRM'),
  accounts: documented,
  relations: documented,
  tags: missing('the vendor tags customers and locations, not contacts'),
  'custom-fields': missing('the vendor has them for customers and locations, not for contacts'),
  consent: missing('the preferences of a contact method are another thing and kept apart'),
  exports: documented,
  webhooks: missing(
    'set up in the vendor’s portal; no call of the API subscribes, and what is delivered is not public',
  ),
  'sign-in': missing('the vendor knows the client credentials grant alone'),
  'rate-limits': documented,
  openapi: ours('the vendor publishes one of its own; this one says what is served here'),
};
