/** The vendor's limits: 180 requests a minute and 20,000 a day, of each add-on in each account. */
import type { RateRule } from '../../http/plugin.ts';

export const rateLimits: RateRule = {
  windows: [
    { name: 'minute', seconds: 60, most: 180 },
    { name: 'day', seconds: 86_400, most: 20_000 },
  ],
};
