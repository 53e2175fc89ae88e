/** Before an add-on is told anything, its callback has to repeat a random word within ten seconds. */
import { randomBytes } from '../../../support/random.ts';
import type { WebhookChallenge } from '../../../core/service/webhook-service.ts';

const timeoutMs = 10_000;

export function makeChallenge(): WebhookChallenge {
  const challenge = Buffer.from(randomBytes(24)).toString('hex');
  return {
    timeoutMs,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ mode: 'subscribe', challenge }).toString(),
    isMet: ({ status, body }) => status >= 200 && status < 300 && body === challenge,
  };
}
