import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNetwork, makeAddressRules } from './address-rules.ts';

const strict = makeAddressRules({ allowed: [], loopbackForSandbox: true });
const open = makeAddressRules({ allowed: ['10.1.0.0/16', 'fd00::7'], loopbackForSandbox: false });
const real = { sandbox: false };
const sandbox = { sandbox: true };

test.each(['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '2001:4860:4860::8888'])(
  'calls the public address %s',
  (address) => {
    expect(strict.mayCall(address, real)).toBe(true);
  },
);

test.each([
  ['metadata of a cloud', '169.254.169.254'],
  ['metadata over IPv6', 'fd00:ec2::254'],
  ['metadata in shared space', '100.100.100.200'],
  ['metadata in reserved space', '192.0.0.192'],
  ["a cloud's overseer", '168.63.129.16'],
  ['private 10', '10.0.0.1'],
  ['private 172.16', '172.31.255.254'],
  ['private 192.168', '192.168.1.1'],
  ['this network', '0.0.0.0'],
  ['broadcast', '255.255.255.255'],
  ['multicast', '224.0.0.1'],
  ['benchmarking', '198.18.0.1'],
  ['documentation', '192.0.2.1'],
  ['unspecified', '::'],
  ['link-local', 'fe80::1'],
  ['unique local', 'fc00::1'],
  ['multicast IPv6', 'ff02::1'],
  ['private in IPv6', '::ffff:10.0.0.1'],
  ['private through NAT64', '64:ff9b::10.0.0.1'],
  ['loopback through 6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:1::1'],
  ['never handed out', '4000::1'],
  ['a name', 'localhost'],
  ['nothing', ''],
])('does not call %s, not even for a sandbox', (_, address) => {
  expect(strict.mayCall(address, real)).toBe(false);
  expect(strict.mayCall(address, sandbox)).toBe(false);
});

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1', '::127.0.0.1'])(
  'calls %s on this machine for a sandbox alone, and only where the server says so',
  (address) => {
    expect(strict.mayCall(address, sandbox)).toBe(true);
    expect(strict.mayCall(address, real)).toBe(false);
    expect(open.mayCall(address, sandbox)).toBe(false);
  },
);

test('calls the networks that the operator names, and nothing beside them', () => {
  expect(open.mayCall('10.1.255.255', real)).toBe(true);
  expect(open.mayCall('::ffff:10.1.2.3', real)).toBe(true);
  expect(open.mayCall('10.2.0.1', real)).toBe(false);
  expect(open.mayCall('fd00::7', real)).toBe(true);
  expect(open.mayCall('fd00::8', real)).toBe(false);
});

test('calls no private address in whatever form it is written', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom('', '::ffff:', '::'), (address, prefix) => {
      const isPrivate = /^(?:0|10|127|169\.254|192\.168)\./.test(address);
      if (isPrivate) expect(strict.mayCall(prefix + address, real)).toBe(false);
    }),
  );
});

test('knows a network from other text', () => {
  expect(['10.0.0.0/8', '::1', '127.0.0.1', 'fc00::/7'].every(isNetwork)).toBe(true);
  expect(['10.0.0.0/33', 'localhost', '10.0.0.0/', ''].some(isNetwork)).toBe(false);
  expect(() => makeAddressRules({ allowed: ['home'], loopbackForSandbox: false })).toThrow(
    RangeError,
  );
});
