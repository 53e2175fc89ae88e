import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Receiver, status } from '../../test/support/receiver.ts';
import type { Outbound, OutboundResult } from '../core/port/outbound.ts';
import { makeEgress } from './egress.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = status(200, 'thanks');
});

const strict = makeEgress({ allowed: [], loopbackForSandbox: true });

interface Wanted {
  readonly egress?: Outbound;
  readonly sandbox?: boolean;
  readonly timeoutMs?: number;
}

function post(
  url: string,
  { egress = strict, sandbox = true, timeoutMs = 5_000 }: Wanted = {},
): Promise<OutboundResult> {
  const headers = { 'content-type': 'application/json' };
  return egress.post({ url, headers, body: '{"é":1}', timeoutMs, sandbox });
}

/** Names are at these addresses, whoever asks. */
function resolving(...addresses: string[]): Outbound {
  return makeEgress({
    allowed: [],
    loopbackForSandbox: true,
    resolve: async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  });
}

test('sends the body and its headers, and tells the answer', async () => {
  expect(await post(`${receiver.url}/hook?x=1`)).toEqual({ status: 200, body: 'thanks' });
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
  expect([path, body]).toEqual(['/hook?x=1', '{"é":1}']);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '8' });
  expect(headers.authorization).toBeUndefined();
});

test('calls this machine for sandboxes alone, by address and by name', async () => {
  const named = receiver.url.replace('127.0.0.1', 'localhost');
  expect(await post(named)).toMatchObject({ status: 200 });
  expect(await post(named, { sandbox: false })).toEqual({ failure: 'refused' });
  expect(await post(receiver.url, { sandbox: false })).toEqual({ failure: 'refused' });
  expect(receiver.received).toHaveLength(1);
});

test.each([
  'http://169.254.169.254/latest/',
  'http://10.0.0.1/',
  'http://[fd00:ec2::254]/',
  'http://2852039166/',
])('never calls %s', async (url) => {
  expect(strict.refusalOf(url, { sandbox: true })).toBe('must be a public address');
  expect(await post(url)).toEqual({ failure: 'refused' });
});

test('checks the addresses of a name when it connects', async () => {
  const { port } = new URL(receiver.url);
  const url = `http://receiver.example.com:${port}/`;
  expect(strict.refusalOf(url, { sandbox: false })).toBeNull();
  const rebound = resolving('127.0.0.1');
  expect(await post(url, { egress: rebound, sandbox: false })).toEqual({ failure: 'refused' });
  expect(await post(url, { egress: resolving('169.254.169.254', '10.0.0.1', 'fe80::1') })).toEqual({
    failure: 'refused',
  });
  // Of several addresses it sees those that may be called, and no other.
  expect(await post(url, { egress: resolving('10.0.0.1', '127.0.0.1') })).toMatchObject({
    status: 200,
  });
  expect(receiver.received).toHaveLength(1);
});

test('follows no redirect', async () => {
  receiver.answer = (response) => response.writeHead(307, { location: `${receiver.url}/b` }).end();
  expect(await post(`${receiver.url}/a`)).toEqual({ status: 307, body: '' });
  expect(receiver.received.map(({ path }) => path)).toEqual(['/a']);
});

test('gives up after its time, before and in the middle of the answer', async () => {
  receiver.answer = () => {};
  expect(await post(receiver.url, { timeoutMs: 200 })).toEqual({ failure: 'timeout' });
  receiver.answer = (response) => response.writeHead(200).write('begun');
  expect(await post(receiver.url, { timeoutMs: 200 })).toEqual({ failure: 'timeout' });
});

test('reads no more of an endless answer than it needs', async () => {
  receiver.answer = (response) => {
    const more = (): void => {
      while (response.writable && response.write('x'.repeat(4096)));
      response.once('drain', more);
    };
    more();
  };
  const result = await post(receiver.url);
  expect('body' in result && result.body).toBe('x'.repeat(16 * 1024));
});

test('tells what went wrong', async () => {
  const closed = await Receiver.open();
  await closed.close();
  expect(await post(closed.url)).toEqual({ failure: 'unreachable' });
  receiver.answer = (response) => response.socket?.destroy();
  expect(await post(receiver.url)).toEqual({ failure: 'unreachable' });
  const nowhere = makeEgress({
    allowed: [],
    loopbackForSandbox: true,
    resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  });
  expect(await post('http://nowhere.example.com/', { egress: nowhere })).toEqual({
    failure: 'unresolved',
  });
});

test.each([
  ['ftp://example.com/', 'must begin with https:// or http://'],
  ['http://user:word@example.com/', 'must not hold a user name'],
  ['example.com/hook', 'must be a URL'],
  ['', 'must be a URL'],
  [`https://example.com/${'x'.repeat(2000)}`, 'must be a URL'],
])('refuses %s', async (url, reason) => {
  expect(strict.refusalOf(url, { sandbox: true })).toBe(reason);
  expect(await post(url)).toHaveProperty('failure');
});
