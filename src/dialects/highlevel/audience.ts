/** Whom credentials of this API are for; without its routes, so that commands start quickly. */
import { scopes } from './auth.ts';

export const audience = { name: 'highlevel', title: 'HighLevel Contacts API v2', scopes };
