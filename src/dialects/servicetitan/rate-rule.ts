/** The vendor's limit: 60 requests a second, of each app key in each tenant. */
import type { RateRule } from '../../http/plugin.ts';
import { appKeyOf } from './auth.ts';

export const rateLimits: RateRule = {
  windows: [{ name: 'second', seconds: 1, most: 60 }],
  keyOf: (request, { tenantId }) => `${tenantId} ${appKeyOf(request)}`,
};
