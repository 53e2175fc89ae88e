/** What the unified CRM can do here, and on whose word. */
import { type Abilities, documented, missing, ours } from '../../http/ability.ts';

export const abilities: Abilities = {
  create: documented,
  get: documented,
  list: documented,
  update: documented,
  delete: documented,
  restore: missing('the vendor has none'),
  'client-ids': missing('the vendor gives the ids'),
  lookup: ours(
    'lists take emailAddress and phoneNumber: the vendor has no filter that finds a caller',
  ),
  search: missing('the vendor has filters by field alone'),
  jobs: missing('no object of the vendor’s CRM'),
  accounts: missing('not yet: answered 501, as the vendor answers what an app lacks'),
  relations: missing('a contact names one account, in a field of its own'),
  tags: ours('in remoteFields: the vendor shows there what its shape has no member for'),
  'custom-fields': ours('in remoteFields: the vendor shows there what its shape has no member for'),
  consent: missing('the vendor has none'),
  exports: missing('the vendor has none; lists are read to the end by pages'),
  webhooks: missing('not yet: answered 404'),
  'sign-in': missing('not yet: its apps are connected in a window of the vendor’s'),
  'rate-limits': missing('150 a minute for each connection are documented, their refusal is not'),
  openapi: missing('not yet: the shapes are in the README'),
};
