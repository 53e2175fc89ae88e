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

const cookie = `polydex_browser=${browser}`;
const key = formKeyOf(browser);
const site = 'same-origin';

test.each([
  ['its own key', { cookie, key, site }, true],
  ['its own key, from an old browser', { cookie, key, site: '' }, true],
  ['no key', { cookie, key: '', site }, false],
  ['another key', { cookie, key: formKeyOf('c'.repeat(43)), site }, false],
  ['no cookie', { cookie: 'other=1', key, site }, false],
  ['no cookie of ours', { cookie: 'polydex_browser=x', key: formKeyOf('x'), site }, false],
  ['its own key, sent by another site', { cookie, key, site: 'cross-site' }, false],
  ['its own key, sent by a neighbour', { cookie, key, site: 'same-site' }, false],
])('a form with %s is told from others', async (_what, form, isOwn) => {
  const app = Fastify();
  app.get('/', { config: { access } }, async (request) =>
    isOwnForm(request, readBrowser(request), form.key),
  );
  const sent = form.site === '' ? {} : { 'sec-fetch-site': form.site };
  const reply = await app.inject({ url: '/', headers: { cookie: form.cookie, ...sent } });
  await app.close();
  expect(reply.json()).toBe(isOwn);
});
