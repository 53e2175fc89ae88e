/** What commands know of the dialects is what the server knows of them. */
import { expect, test } from 'vitest';
import { audiences } from './audiences.ts';
import { audiencesWithWebhooks } from './audiences-with-webhooks.ts';
import { dialects } from './registry.ts';

test('there is an audience for every dialect, with its title and scopes, in its place', () => {
  expect(audiences).toEqual(dialects.map(({ name, title, scopes }) => ({ name, title, scopes })));
});

test('the audiences of dialects that tell of changes have their rules', () => {
  const rules = dialects.map(({ webhooks }) => webhooks);
  const known = audiencesWithWebhooks.map((audience) =>
    'webhooks' in audience ? audience.webhooks : undefined,
  );
  expect(known).toEqual(rules);
});
