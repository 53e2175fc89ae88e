/** `polydex listen` as a process beside a running server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { Receiver } from '../support/receiver.ts';
import { SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
let me: SandboxClient;
let key: string;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  const { file, client } = await home.throwaway();
  [me, key] = [client, file.native.apiKey];
  const url = 'https://inbox.polydex.test/';
  await me.post('/webhooks', { url, events: ['ContactCreate'], appId: 'demo' });
});

function start(...args: string[]) {
  const all = ['src/cli/polydex.ts', 'listen', '--data-dir', home.server.dataDir, '--key', key];
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...all, ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(...args);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode ?? -1, stdout, stderr };
}

async function arrived(count: number): Promise<void> {
  const kept = async () =>
    (JSON.parse((await me.get('/sandbox/webhooks')).text) as { data: unknown[] }).data;
  await expect.poll(kept).toHaveLength(count);
}

test('forwards each with its headers and body, and ends cleanly at Ctrl-C', async () => {
  const receiver = await Receiver.open();
  const child = start('--since', '0', '--forward', `${receiver.url}/hook`);
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await me.contact('Ada');
  await expect.poll(() => shown).toMatch(/highlevel ContactCreate delivered 200 → 200\n/);
  const [entry] = (
    JSON.parse((await me.get('/sandbox/webhooks')).text) as {
      data: { headers: Record<string, string>; body: string }[];
    }
  ).data;
  expect(receiver.received[0]).toMatchObject({ path: '/hook', body: entry?.body });
  expect(receiver.received[0]?.headers).toMatchObject(entry?.headers ?? {});
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  await receiver.close();
});

test('shows those there are once, and says that nobody took what it forwards', async () => {
  await me.contact('Ada');
  await me.contact('Bob');
  await arrived(2);
  const { code, stdout, stderr } = await run('--once', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(2);
  const [first] = lines.map((line) => JSON.parse(line) as { number: number; event: string });
  expect(first).toMatchObject({ event: 'ContactCreate', forwarded: null });
  const since = String(first?.number);
  const closed = await Receiver.open();
  await closed.close();
  const later = await run('--once', '--since', since, '--forward', closed.url);
  expect(later.stdout).toMatch(/^\S+ highlevel ContactCreate delivered 200 → unreachable\n$/);
});

test('says what is wrong with its options', async () => {
  const wrong = await runHere(['listen', '--forward', 'nowhere'], home.server.env);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('It must be a URL such as http://127.0.0.1:3000/hook.');
  expect((await runHere(['listen', '--since', 'today'], home.server.env)).code).toBe(2);
});
