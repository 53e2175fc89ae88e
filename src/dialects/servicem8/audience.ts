/** Whom credentials of this API are for; without its routes, so that commands start quickly. */
import { scopes } from './scope.ts';

export const audience = { name: 'servicem8', title: 'ServiceM8', scopes };
