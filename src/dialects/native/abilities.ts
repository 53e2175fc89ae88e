/** What the native API can do here, and on whose word. */
import { type Abilities, missing, ours } from '../../http/ability.ts';

const own = ours('our own API');

export const abilities: Abilities = {
  create: own,
  get: own,
  list: own,
  update: own,
  delete: own,
  restore: own,
  'client-ids': missing(
    'an Idempotency-Key makes a creation repeatable, which is what they are for elsewhere',
  ),
  lookup: own,
  search: own,
  jobs: own,
  accounts: own,
  relations: own,
  tags: own,
  'custom-fields': own,
  consent: own,
  exports: missing(
    'lists are read to the end by cursors, and the feed of changes goes on from there',
  ),
  webhooks: missing('the feed of changes tells every change in order'),
  'sign-in': missing('keys are handed out by whoever manages the workspace'),
  'rate-limits': missing('a limit of our own belongs into the proxy'),
  openapi: own,
};
