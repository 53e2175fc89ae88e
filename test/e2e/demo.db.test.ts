/** `npm run demo`: without a server, again on the same data, and beside a server that shows something else. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compare } from '../../scripts/demo/compare.ts';
import { renderTable, wrap } from '../../scripts/demo/table.ts';
import { atBaseUrl } from '../../src/auth/workspace/sandbox-file.ts';
import { sandboxPath } from '../../src/sandbox.ts';
import { Place, type Program } from '../support/program.ts';

vi.setConfig({ testTimeout: 60_000 });

let place: Place;
beforeAll(async () => {
  place = await Place.make();
});
afterAll(() => place.remove());

test('starts a server where none runs, shows thirty cells, and stops it', async () => {
  const ending = await place.run('scripts/demo.ts');
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  expect(ending.stdout).toContain('✓ 30 of 30 cells show what the mapping says.');
  const people = ['Ann Lee', 'Petra Novak', 'Mary Jo Baker', 'Omar Haddad', 'Jane Smith'];
  for (const name of people) {
    expect(ending.stdout).toMatch(new RegExp(`^${name}(?: +│ ${name}){5}$`, 'm'));
  }
  const { baseUrl } = await place.sandbox();
  await expect(fetch(baseUrl)).rejects.toThrow('fetch failed');
});

describe('beside a running server', () => {
  let server: Program;
  let liar: Server;
  const other = Place.make();

  beforeAll(async () => {
    server = await place.startServer();
    liar = await startLiar((await place.sandbox()).baseUrl);
  });
  afterAll(async () => {
    liar.close();
    await server.stop();
    await (await other).remove();
  });

  test('does the same again on the same data, within 80 columns', async () => {
    const ending = await place.run('scripts/demo.ts', [], { env: { COLUMNS: '80' } });
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toContain('✓ 30 of 30 cells');
    const table = ending.stdout.split('\n').slice(1);
    expect(table.filter((line) => line.length > 80)).toEqual([]);
    expect((await fetch((await place.sandbox()).baseUrl)).ok).toBe(true);
  });

  test('fails, and shows what was expected and what came, when one API tells something else', async () => {
    const { port } = liar.address() as AddressInfo;
    const { dataDir } = await other;
    await mkdir(dataDir);
    const file = atBaseUrl(await place.sandbox(), `http://127.0.0.1:${port}`);
    await writeFile(sandboxPath(dataDir), JSON.stringify(file));
    const ending = await (await other).run('scripts/demo.ts');
    expect(ending.code).toBe(1);
    expect(ending.stdout).toContain('29 of 30 cells');
    expect(ending.stdout).toContain(
      '✗ VoIPBIN shows of the person written through VoIPBIN: company is "Haddad Cooling", expected "Haddad Heating"',
    );
  });
});

/** Passes everything on, and changes one word in what VoIPBIN shows of a contact. */
async function startLiar(target: string): Promise<Server> {
  const { port } = new URL(target);
  const server = createServer((asked, answer) => {
    const { method, url = '/', headers } = asked;
    const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isShown = method === 'GET' && url.startsWith('/v1.0/contacts/');
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        answer.end(isShown ? text.replace('Haddad Heating', 'Haddad Cooling') : text);
      });
    });
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('a member that only one side has is a difference', () => {
  expect(compare({ name: 'Ann', title: null }, { name: 'Ann', note: 'x' })).toEqual([
    { member: 'title', expected: null, got: undefined },
    { member: 'note', expected: undefined, got: 'x' },
  ]);
  expect(compare({ list: [{ a: 1 }] }, { list: [{ a: 1 }] })).toEqual([]);
});

test.each([
  ['jane.smith@example.com work', 12, ['jane.smith', '@example.com', 'work']],
  ['+1 512 555 0161 primary', 20, ['+1 512 555 0161', 'primary']],
  ['+15551234567', 12, ['+15551234567']],
  ['desk@novak.example.com', 12, ['desk@novak.', 'example.com']],
  ['abcdefghijklmnopqrstuvwxyz', 12, ['abcdefghijkl', 'mnopqrstuvwx', 'yz']],
])('%s wraps at %i', (text, size, lines) => {
  expect(wrap(text, size)).toEqual(lines);
});

test.each([80, 99, 100, 140])('the table keeps to %i columns', (width) => {
  const cells = Array.from({ length: 6 }, () => ({
    lines: ['Omar.Haddad@Example.com', '+15551234567 mobile'],
    wrong: ['✗ phone'],
  }));
  const columns = ['a', 'b', 'c', 'd', 'e', 'f'];
  const text = renderTable({ columns, rows: [{ heading: 'Somebody', cells }], width });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
});
