import { afterEach, describe, expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/support/host-fixture.ts';
import { makeLog } from './pino-log.ts';

const canary = 'canary-7f3a';
let host: Host | undefined;
afterEach(async () => {
  await host?.stop();
  host = undefined;
});

async function listen(level: 'debug' | 'info'): Promise<{ lines: string[]; url: string }> {
  const lines: string[] = [];
  const log = makeLog({ level, write: (line) => lines.push(line) });
  host = await startHost({ log });
  return { lines, url: host.baseUrl };
}

const entries = (lines: readonly string[]): unknown[] =>
  lines.map((line): unknown => JSON.parse(line));

describe('the log', () => {
  test('has template, status and ids of every request at level debug', async () => {
    const { lines, url } = await listen('debug');
    await fetch(`${url}/alpha-things?limit=5`, {
      headers: { authorization: 'Bearer full', 'x-request-id': 'abc-1' },
    });
    const [entry] = entries(lines);
    expect(entry).toMatchObject({
      level: 'debug',
      msg: 'request',
      dialect: 'alpha',
      method: 'GET',
      route: '/alpha-things',
      status: 200,
      requestId: 'abc-1',
      tenantId: 1_000_001,
      credentialId: '00000000-0000-7000-8000-000000000001',
    });
  });

  test('has only refused requests at level info', async () => {
    const { lines, url } = await listen('info');
    await fetch(`${url}/alpha-things/open`);
    await fetch(`${url}/alpha-things`);
    await fetch(`${url}/alpha-things/none`);
    expect(entries(lines)).toMatchObject([
      { level: 'info', status: 401, route: '/alpha-things' },
      { level: 'info', status: 404, route: '*' },
    ]);
  });

  test('has nothing that a request brought: no address, header, body, nor the words of an error', async () => {
    const { lines, url } = await listen('debug');
    const headers = {
      authorization: `Bearer ${canary}`,
      cookie: `token=${canary}`,
      'content-type': 'application/json',
      'x-request-id': `${canary} with a blank`,
    };
    const body = JSON.stringify({ name: canary, extra: canary });
    await fetch(`${url}/alpha-things/missing/${canary}?accesskey=${canary}`, { headers });
    await fetch(`${url}/${canary}?phone=${canary}`, { headers });
    await fetch(`${url}/alpha-things/${canary}`, { headers });
    await fetch(`${url}/alpha-things`, {
      method: 'POST',
      headers: { ...headers, authorization: 'Bearer full' },
      body,
    });
    await fetch(`${url}/alpha-things/broken`, { headers: { authorization: 'Bearer full' } });
    const text = lines.join('\n');
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(text).not.toContain('canary');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).not.toContain('canary');
  });

  test('tells class, code and place of an error that nobody foresaw, once', async () => {
    const { lines, url } = await listen('info');
    await fetch(`${url}/alpha-things/broken`, { headers: { authorization: 'Bearer full' } });
    const errors = entries(lines).filter((entry) => JSON.stringify(entry).includes('unforeseen'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ level: 'error', errorName: 'Error', errorCode: '23505' });
    expect(JSON.stringify(errors)).toMatch(
      /"errorPlace":"test\/support\/host-fixture\.ts:\d+:\d+"/,
    );
  });

  test('drops what is not on the list, whatever a caller hands over', () => {
    const lines: string[] = [];
    const log = makeLog({ level: 'info', write: (line) => lines.push(line) });
    const smuggled = { status: 200, body: canary, email: canary };
    log.info('event', smuggled);
    expect(Object.keys(JSON.parse(lines[0] ?? '') as object).toSorted()).toEqual([
      'level',
      'msg',
      'status',
      'time',
    ]);
  });
});

describe('the metrics', () => {
  test('count requests by dialect, template and status, unknown paths under a star', async () => {
    const { url } = await listen('info');
    await fetch(`${url}/alpha-things/open`);
    await fetch(`${url}/alpha-things/open`);
    await fetch(`${url}/alpha-things/${canary}`);
    const text = await (await fetch(`${url}/metrics`)).text();
    const count = (labels: string): string | undefined =>
      text
        .split('\n')
        .find((line) => line.startsWith(`polydex_http_request_seconds_count{${labels}}`));
    expect(count('dialect="alpha",method="GET",route="/alpha-things/open",status="200"')).toMatch(
      / 2$/,
    );
    expect(count('dialect="alpha",method="*",route="*",status="404"')).toMatch(/ 1$/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  test('take measures, counts and gauges from other parts', async () => {
    const { url } = await listen('info');
    host?.metrics.measure('flush_writes', 'Writes', [1, 10]).observe(3);
    const counter = host?.metrics.count('retries_total', 'Retries');
    counter?.add();
    counter?.add(2);
    host?.metrics.gauge('queue_length', 'Queue', () => 7);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('polydex_flush_writes_bucket{le="10"} 1');
    expect(text).toContain('polydex_retries_total 3');
    expect(text).toContain('polydex_queue_length 7');
  });
});

describe('readiness', () => {
  const ready = async (
    checks: Record<string, () => Promise<boolean>>,
  ): Promise<[number, unknown]> => {
    const readiness = Object.entries(checks).map(([name, isReady]) => ({ name, isReady }));
    host = await startHost({ readiness });
    const reply = await fetch(`${host.baseUrl}/readyz`);
    return [reply.status, await reply.json()];
  };

  test('is given when every check holds', async () => {
    expect(await ready({ database: async () => true })).toEqual([
      200,
      { status: 'ok', checks: { database: true } },
    ]);
  });

  test('is refused when one fails, throws or hangs, and says which', async () => {
    const checks = {
      database: async () => true,
      schema: async () => {
        throw new Error(canary);
      },
      queue: () => new Promise<boolean>(() => {}),
    };
    expect(await ready(checks)).toEqual([
      503,
      { status: 'unavailable', checks: { database: true, schema: false, queue: false } },
    ]);
  });

  test('is not what health is about', async () => {
    host = await startHost({ readiness: [{ name: 'x', isReady: async () => false }] });
    expect((await fetch(`${host.baseUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${host.baseUrl}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });
});
