/** The vendor's limits: 100 requests in ten seconds and 200,000 a day, of each app in each location; every reply tells. */
import type { RateRule, WindowStanding } from '../../http/plugin.ts';

const burstSeconds = 10;

export const rateLimits: RateRule = {
  windows: [
    { name: 'burst', seconds: burstSeconds, most: 100 },
    { name: 'day', seconds: 86_400, most: 200_000 },
  ],
  headers: (standings) => Object.fromEntries(standings.flatMap(headersOf)),
};

function headersOf({ window, left, resetMs }: WindowStanding): (readonly [string, string])[] {
  if (window.name === 'day') {
    return [
      ['X-RateLimit-Limit-Daily', String(window.most)],
      ['X-RateLimit-Daily-Remaining', String(left)],
      ['X-RateLimit-Daily-Reset', String(resetMs)],
    ];
  }
  return [
    ['X-RateLimit-Interval-Milliseconds', String(burstSeconds * 1000)],
    ['X-RateLimit-Max', String(window.most)],
    ['X-RateLimit-Remaining', String(left)],
  ];
}
