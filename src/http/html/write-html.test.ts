import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { writeHtml } from './write-html.ts';

async function headersOf(policy?: readonly string[]): Promise<Record<string, unknown>> {
  const app = Fastify();
  app.get(
    '/',
    { config: { access: { credential: 'public', capability: null } } },
    (_request, reply) =>
      reply.send(writeHtml(reply, '<p>hello', policy === undefined ? {} : { policy })),
  );
  const { headers } = await app.inject('/');
  await app.close();
  return headers;
}

test('a page may be framed by nobody and load from its own server alone', async () => {
  expect(await headersOf()).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
});

test('a page that needs more says what', async () => {
  const headers = await headersOf(["img-src 'self' data:", "form-action 'none'"]);
  expect(headers['content-security-policy']).toBe(
    "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:; form-action 'none'",
  );
});
