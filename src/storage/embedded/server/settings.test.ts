import { expect, test } from 'vitest';
import { renderHostRules, renderSettings } from './settings.ts';
import type { ServerAddress } from './settings.ts';

const socket: ServerAddress = { socketFolder: '/tmp/polydex-Ab12cd', port: 5432 };
const loopback: ServerAddress = { socketFolder: undefined, port: 40404 };

const gibibyte = 2 ** 30;

function render(
  address: ServerAddress,
  extra: Record<string, string> = {},
  memory = gibibyte,
): string[] {
  const files = { logFolder: String.raw`C:\it's\log`, hostRulesFile: '/h/pg_hba.conf' };
  return renderSettings({ address, ...files, memory, extra }).split('\n');
}

test('opens a socket and no port where there are sockets', () => {
  const lines = render(socket);
  expect(lines).toContain(`listen_addresses = ''`);
  expect(lines).toContain(`unix_socket_directories = '"/tmp/polydex-Ab12cd"'`);
  expect(renderHostRules(socket)).toBe('local all all scram-sha-256\n');
});

test('opens a port on loopback, with a password, where there are none', () => {
  const lines = render(loopback);
  expect(lines).toContain(`listen_addresses = '127.0.0.1'`);
  expect(lines).toContain(`port = '40404'`);
  expect(renderHostRules(loopback)).toBe('host all all 127.0.0.1/32 scram-sha-256\n');
});

test('quotes what PostgreSQL would read otherwise', () => {
  expect(render(socket)).toContain(String.raw`log_directory = 'C:\\it''s\\log'`);
  const odd = render({ socketFolder: '/tmp/a,"b', port: 5432 });
  expect(odd).toContain(`unix_socket_directories = '"/tmp/a,""b"'`);
});

test('lets the settings of the caller win and refuses names that are none', () => {
  expect(render(socket, { shared_buffers: '16MB' })).toContain(`shared_buffers = '16MB'`);
  expect(render(socket, { shared_buffers: '16MB' }).join('\n')).not.toContain(`'128MB'`);
  expect(() => render(socket, { 'fsync = off\nx': '1' })).toThrow('Not the name');
});

test.each([
  [0.5, '128MB'],
  [4, '512MB'],
  [64, '2048MB'],
])('keeps an eighth of the memory for pages, within limits: %d GiB', (gibibytes, expected) => {
  expect(render(socket, {}, gibibytes * gibibyte)).toContain(`shared_buffers = '${expected}'`);
});
