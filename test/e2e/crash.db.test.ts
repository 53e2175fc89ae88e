/** Under load, the server and PostgreSQL are killed: what was acknowledged is there, whole, once; nothing is half there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { type Attempt, contactIdOf, CreateLoad, personOf } from '../support/create-load.ts';
import { expectRefusal } from '../support/expect-reply.ts';
import { exchange, pooled, type Reply } from '../support/http-call.ts';
import { openSpeakers, type Speaker, speakerOf } from '../support/speaker.ts';
import { ServerProcess } from '../support/server-process.ts';
import { withOwner } from '../support/tenant-digest.ts';
import { makeThrowaway } from '../support/throwaway.ts';

const patience = 120_000;

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
}, patience);
afterAll(() => server.remove());

async function startLoad(round: string): Promise<CreateLoad> {
  const sandbox = await server.sandbox();
  return CreateLoad.start(sandbox.baseUrl, sandbox, round);
}

/** What a contact has that was created through a dialect; every stored one, acknowledged or not, must have it all. */
const wholes: Readonly<Record<string, object>> = {
  native: { methods: 3, tags: 2, addresses: 1, events: 1, documents: 1, links: 0 },
  servicem8: { methods: 3, tags: 0, addresses: 0, events: 1, documents: 1, links: 1 },
  unified: { methods: 3, tags: 0, addresses: 0, events: 1, documents: 1, links: 0 },
  servicetitan: { methods: 0, tags: 0, addresses: 0, events: 1, documents: 1, links: 0 },
  voipbin: { methods: 3, tags: 0, addresses: 0, events: 1, documents: 1, links: 0 },
  highlevel: { methods: 2, tags: 0, addresses: 0, events: 1, documents: 1, links: 0 },
};

/** By the dialect that made them: how many contacts there are of each shape. */
const shapes = `
  select e.dialect, count(*)::int as contacts,
    (select count(*)::int from contact_method x where x.tenant_id = c.tenant_id and x.contact_id = c.id) as methods,
    (select count(*)::int from contact_tag x where x.tenant_id = c.tenant_id and x.contact_id = c.id) as tags,
    (select count(*)::int from contact_address x where x.tenant_id = c.tenant_id and x.contact_id = c.id) as addresses,
    (select count(*)::int from event x where x.tenant_id = c.tenant_id and x.entity_id = c.id) as events,
    (select count(*)::int from contact_search x where x.tenant_id = c.tenant_id and x.contact_id = c.id) as documents,
    (select count(*)::int from job_contact x where x.tenant_id = c.tenant_id and x.contact_id = c.id) as links
  from contact c left join event e on e.tenant_id = c.tenant_id and e.entity_id = c.id and e.type = 'created'
  group by 1, 3, 4, 5, 6, 7, 8`;

/** Things of which there must be none. */
const defects: Readonly<Record<string, string>> = {
  'family names twice':
    'select family_name from contact group by tenant_id, family_name having count(*) > 1',
  'numbers twice': 'select key from contact_method group by tenant_id, key having count(*) > 1',
  'methods of nobody':
    'select 1 from contact_method m where not exists (select 1 from contact c where c.id = m.contact_id)',
  'links to nobody': 'select 1 from job_contact where contact_id is null',
  'events out of line':
    'select 1 from event group by tenant_id having count(*) <> max(seq) or min(seq) <> 1',
  'a clock that is wrong': `select 1 from tenant_clock k where
    k.live_count <> (select count(*) from contact c where c.tenant_id = k.tenant_id and c.deleted_at is null)
    or k.seq <> (select coalesce(max(seq), 0) from event e where e.tenant_id = k.tenant_id)`,
};

/** Looks behind the API. Answers the family names that are stored. */
async function expectWhole(): Promise<ReadonlySet<string>> {
  return withOwner(await server.ownerUrl(), async (client) => {
    const { rows } = await client.query<{ dialect: string; contacts: number }>(shapes);
    for (const { dialect, contacts, ...shape } of rows) {
      expect(shape, `${contacts} contacts of ${dialect}`).toEqual(wholes[dialect]);
    }
    expect(rows.map(({ dialect }) => dialect).toSorted()).toEqual(Object.keys(wholes).toSorted());
    for (const [defect, sql] of Object.entries(defects)) {
      expect((await client.query(sql)).rows, defect).toEqual([]);
    }
    const names = await client.query<{ name: string }>('select family_name as name from contact');
    return new Set(names.rows.map(({ name }) => name));
  });
}

/** Through each client's own API: every acknowledged person is there, as sent. */
async function expectAcknowledged(load: CreateLoad): Promise<void> {
  const stored = await expectWhole();
  const lost = load.acknowledged.filter(({ mark }) => !stored.has(`L${mark}`));
  expect(lost.map(({ dialect, mark }) => `${dialect} ${mark}`)).toEqual([]);
  const sandbox = await server.sandbox();
  const speakers = await openSpeakers(sandbox.baseUrl, sandbox);
  await pooled(load.acknowledged, 16, async ({ dialect, mark, id }) => {
    const person = personOf(mark);
    const shown = await speakerOf(speakers, dialect).shown(id ?? '');
    expect({ ...person, name: `${person.first} ${person.last}` }).toMatchObject(shown);
  });
}

/** Every dialect had some of its creates acknowledged. */
function expectAllTook(load: CreateLoad): void {
  const dialects = new Set(load.acknowledged.map(({ dialect }) => dialect));
  expect([...dialects].toSorted()).toEqual(Object.keys(wholes).toSorted());
}

/** Repeats a native create under its key, until it is answered with a success. */
async function repeat(by: Speaker, { call, mark }: Attempt): Promise<Reply> {
  const deadline = performance.now() + 40_000;
  for (;;) {
    const reply = await exchange(by.session.access.baseUrl, call, by.session.credential);
    if (reply.status === 201) return reply;
    // An attempt that came after the leases were ended still holds the key, for a few seconds.
    expect(reply.status, `${mark}: ${reply.text}`).toBe(409);
    if (performance.now() > deadline) throw new Error(`${mark} stays in flight`);
    await sleep(500);
  }
}

test(
  'a killed server has kept every acknowledged create; repeating under the key has one effect',
  async () => {
    const load = await startLoad('10');
    await load.progress(250);
    await server.kill();
    await load.stop();
    expectAllTook(load);
    const cutOff = load.attempts.filter(({ reply }) => reply === null);
    expect(cutOff.length).toBeGreaterThan(0);

    await server.expireKeyLeases();
    await server.restart();
    await expectAcknowledged(load);

    const sandbox = await server.sandbox();
    const native = speakerOf(await openSpeakers(sandbox.baseUrl, sandbox), 'native');
    const keyed = load.attempts.filter(({ dialect }) => dialect === 'native');
    const unknown = keyed.filter(({ reply }) => reply === null);
    expect(unknown.length).toBeGreaterThan(0);
    const repeated = [...unknown, ...keyed.filter(({ id }) => id !== null).slice(-20)];
    await Promise.all(
      repeated.map(async (attempt) => {
        const id = contactIdOf(await repeat(native, attempt));
        if (attempt.id !== null) expect(id).toBe(attempt.id);
        expect((await native.shown(id)).last).toBe(`L${attempt.mark}`);
      }),
    );
    // Nobody twice, and all whole, also those that a repeated request completed.
    const stored = await expectWhole();
    expect(repeated.filter(({ mark }) => !stored.has(`L${mark}`))).toEqual([]);
  },
  patience,
);

test(
  'a killed PostgreSQL is told in every vendor’s form, comes back by itself, and has lost nothing',
  async () => {
    const load = await startLoad('20');
    await load.progress(200);
    expect(load.refused).toEqual([]);
    await server.killPostgres();
    await load.progress(200);
    await load.stop();
    expectAllTook(load);

    expect(load.attempts.filter(({ reply }) => reply === null)).toEqual([]);
    expect(load.refused.length).toBeGreaterThan(0);
    for (const { dialect, reply } of load.refused) {
      const { unavailable } = load.speaker(dialect).session.refusals;
      if (reply !== null) expectRefusal(reply, unavailable, dialect);
    }
    await expectAcknowledged(load);
  },
  patience,
);

test(
  'server and PostgreSQL killed together have kept every acknowledged create',
  async () => {
    const load = await startLoad('30');
    await load.progress(200);
    await Promise.all([server.kill(), server.killPostgres()]);
    await load.stop();
    await server.restart();
    await expectAcknowledged(load);
  },
  patience,
);

/** What a pack made of a workspace: every record under its id and the number that people see; who belongs where. */
const packRows = `
  select 'contact' as kind, id, null::uuid as target, null::bigint as number from contact where tenant_id = $1
  union all select 'account', id, null, number from account where tenant_id = $1
  union all select 'site', id, null, number from site where tenant_id = $1
  union all select 'relation', contact_id, target_id, null from relation where tenant_id = $1
  order by 1, 2, 3`;

async function rowsOfPack({ workspace }: SandboxFile): Promise<readonly unknown[]> {
  return withOwner(
    await server.ownerUrl(),
    async (client) => (await client.query<object>(packRows, [workspace.number])).rows,
  );
}

/** Ends well or badly; answers what was said. */
function loadPack(by: SandboxFile, ...more: string[]): Promise<string> {
  const args = ['fixtures', 'load', 'hvac-us', '--contacts', '1000', ...more];
  const common = ['--data-dir', server.dataDir, '--key', by.native.apiKey];
  const polydex = ['--disable-warning=ExperimentalWarning', 'src/cli/polydex.ts'];
  return new Promise((resolve) => {
    execFile(process.execPath, [...polydex, ...args, ...common], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

/** Last: the workspaces of packs are no load of these clients. */
test(
  'a pack whose load the server was killed in is completed by the command that it names, to the same records',
  async () => {
    const [cut, whole] = [
      await makeThrowaway(await server.sandbox()),
      await makeThrowaway(await server.sandbox()),
    ];
    const said = await withOwner(await server.ownerUrl(), async (client) => {
      // It gets no further than to the relations, which it makes last.
      await client.query('begin');
      await client.query('lock table relation in share mode');
      const loading = loadPack(cut);
      await expect.poll(() => rowsOfPack(cut), { interval: 50 }).not.toEqual([]);
      await server.kill();
      return loading;
    });
    expect(said).toContain('Go on with the same command and --from 0.');
    await server.restart();
    const left = (await rowsOfPack(cut)).length;
    expect(await loadPack(cut, '--from', '0')).toContain('Loaded 1000 contacts');
    expect(await loadPack(whole)).toContain('Loaded 1000 contacts');
    const made = await rowsOfPack(whole);
    expect(left).toBeLessThan(made.length);
    expect(await rowsOfPack(cut)).toEqual(made);
  },
  patience,
);
