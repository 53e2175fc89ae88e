import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { formKeyOf, isOwnForm, readBrowser, writeBrowser } from './browser-cookie.ts';

const access = { credential: 'public', capability: null } as const;
const browser = 'b'.repeat(43);

test('the cookie is sent over https alone where the server is reached so', async () => {
  const app = Fastify();
  app.get('/', { config: { access } }, (_request, reply) => {
    writeBrowser(reply, 'https://contacts.example.com', browser);
    return reply.send('');
  });
  const { headers } = await app.inject('/');
  await app.close();
  expect(headers['set-cookie']).toBe(
    `polydex_browser=${browser}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure`,
  );
});

test.each([
  ['its own key', `polydex_browser=${browser}`, formKeyOf(browser), 'same-origin', true],
  ['its own key, from an old browser', `polydex_browser=${browser}`, formKeyOf(browser), '', true],
  ['no key', `polydex_browser=${browser}`, '', 'same-origin', false],
  ['another key', `polydex_browser=${browser}`, formKeyOf('c'.repeat(43)), 'same-origin', false],
  ['no cookie', 'other=1', formKeyOf(browser), 'same-origin', false],
  ['a cookie that is none of ours', 'polydex_browser=x', formKeyOf('x'), 'same-origin', false],
  [
    'its own key, sent by another site',
    `polydex_browser=${browser}`,
    formKeyOf(browser),
    'cross-site',
    false,
  ],
  [
    'its own key, sent by a neighbour',
    `polydex_browser=${browser}`,
    formKeyOf(browser),
    'same-site',
    false,
  ],
])('a form with %s is told from others', async (_what, cookie, key, site, isOwn) => {
  const app = Fastify();
  app.get('/', { config: { access } }, async (request) =>
    isOwnForm(request, readBrowser(request), key),
  );
  const headers = { cookie, ...(site === '' ? {} : { 'sec-fetch-site': site }) };
  const reply = await app.inject({ url: '/', headers });
  await app.close();
  expect(reply.json()).toBe(isOwn);
});
