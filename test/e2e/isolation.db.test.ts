/** Two workspaces never see each other, whatever id of the one is presented to the other, through any dialect. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { normalizeUuid, toBase62Id } from '../../src/core/value/identifier.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { nobody } from '../conformance/dialect-drivers/driver.ts';
import { AgencyFixture } from '../conformance/highlevel-agency.ts';
import { driven } from '../conformance/dialect-drivers/index.ts';
import { type Call, dig, listAt, pooled, type Reply, textAt } from '../support/http-call.ts';
import { type PopulatedWorkspace, populate, twin } from '../support/populated-workspace.ts';
import { routeCall, titleOf } from '../support/route-call.ts';
import { type Speaker, speakerOf } from '../support/speaker.ts';
import { digestTenant } from '../support/tenant-digest.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
/** Who asks. */
let home: PopulatedWorkspace;
/** Whose records are asked for; `home` has one of the same name, number and address. */
let foreign: PopulatedWorkspace;
let untouched: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await openWorkspace();
  const { baseUrl } = server;
  home = await populate(baseUrl, server.sandbox, 1);
  foreign = await populate(baseUrl, await server.addWorkspace(), 5);
  untouched = await digestForeign();
});
afterAll(() => server.stop());

function digestForeign(): Promise<Readonly<Record<string, string>>> {
  return digestTenant(server.database, foreign.sandbox.workspace.number);
}

/** What a client could tell two refusals apart by, ids and times of the reply aside. */
interface Observed {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const perReply: ReadonlySet<string> = new Set(
  'date x-request-id x-trace-id x-ratelimit-remaining x-ratelimit-daily-remaining x-ratelimit-daily-reset'.split(
    ' ',
  ),
);

function observe({ status, text, headers }: Reply, id: string): Observed {
  const masked = spellings(id).reduce((left, one) => left.replaceAll(one, '«id»'), text);
  return {
    status,
    text: masked
      .replaceAll(/req_[a-z2-7]{26}/g, '«request»')
      .replaceAll(/"traceId":"[^"]*"/g, '«trace»'),
    headers: Object.fromEntries([...headers].filter(([name]) => !perReply.has(name))),
  };
}

/** The id as each dialect writes it. */
function spellings(id: string): string[] {
  const uuid = normalizeUuid(id);
  return uuid === null ? [id] : [id, toBase62Id(uuid)];
}

/** The foreign id and one that nobody has get replies that cannot be told apart, and refusals. */
async function expectAlike(
  by: Speaker,
  ids: readonly [foreignId: string, unknownId: string],
  callOf: (id: string) => Call,
): Promise<Observed> {
  const [theirs, unknown] = await Promise.all(
    ids.map(async (id) => observe(await by.try(callOf(id)), id)),
  );
  const { method, path } = callOf(ids[0]);
  expect(theirs, `${method} ${path}`).toEqual(unknown);
  if (theirs === undefined) throw new Error('no reply');
  return theirs;
}

describe.each(driven)('through $name', ({ name }) => {
  test('a record of another workspace looks like none, whatever the verb', async () => {
    const by = speakerOf(home.speakers, name);
    const theirs = foreign.recordIds.get(name) ?? '';
    const unknown = name === 'highlevel' ? spellings(nobody).at(-1) : nobody;
    const ids = [theirs, unknown ?? ''] as const;
    expect((await by.try(by.session.get(home.recordIds.get(name) ?? ''))).status).toBe(200);
    for (const callOf of [
      (id: string) => by.session.get(id),
      (id: string) => by.session.rename(id, twin),
      (id: string) => by.session.remove(id),
    ]) {
      const { status } = await expectAlike(by, ids, callOf);
      expect([400, 404]).toContain(status);
    }
    expect(await digestForeign()).toEqual(untouched);
  });

  test('every route with an id answers for a foreign id as for an unknown one', async () => {
    const by = speakerOf(home.speakers, name);
    const routes = server.routes.filter(
      (route) => route.dialect === name && hasId(route) && !createsByPath(route),
    );
    const attempts = routes.flatMap((route) =>
      Object.values(foreign.ids).flatMap((theirs) => idFillings(route, theirs)),
    );
    expect(attempts.length).toBeGreaterThan(name === 'native' ? 300 : 10);
    await pooled(attempts, 8, async ({ route, theirs, around }) => {
      const param = (id: string) => (parameter: string) =>
        parameter === around ? home.ids.contact : id;
      const { status } = await expectAlike(by, [theirs, nobody], (id) =>
        routeCall(route, { sandbox: home.sandbox, param: param(id), body: bodyFor(route) }),
      );
      expect(status, titleOf(route)).toBeGreaterThanOrEqual(400);
    });
    expect(await digestForeign()).toEqual(untouched);
  });

  test('lists and look-ups by what both workspaces hold show the own records alone', async () => {
    const [mine, theirs] = [home, foreign].map((workspace) => ({
      by: speakerOf(workspace.speakers, name),
      id: workspace.recordIds.get(name) ?? '',
    }));
    if (!mine || !theirs) throw new Error('two workspaces');
    for (const [asking, other] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const { session } = asking.by;
      for (const call of [session.list(100), ...session.finders(twin)]) {
        const reply = await asking.by.try(call);
        const found = session.listedIds(reply);
        if (call.query?.['$filter']?.startsWith('job_uuid') !== true) {
          expect(found, `${call.path} ${JSON.stringify(call)}`).toContain(asking.id);
        }
        expect(found).not.toContain(other.id);
        for (const id of otherIds(asking.by)) expect(reply.text).not.toContain(id);
      }
    }
  });
});

/** Every id of the workspace that is not the speaker's. */
function otherIds(by: Speaker): string[] {
  const other = by.session.access.sandbox === home.sandbox ? foreign : home;
  return Object.values(other.ids).flatMap(spellings);
}

function hasId({ path }: RouteEntry): boolean {
  return /:(?!tenant\b|locationId\b)\w+/.test(path);
}

/** ServiceTitan's PUT makes a contact under any id: see below. A Sandbox's snapshots are named by whoever takes them. */
function createsByPath({ dialect, method, path }: RouteEntry): boolean {
  return method === 'PUT' && (dialect === 'servicetitan' || path.endsWith('/snapshots/:name'));
}

interface Filling {
  readonly route: RouteEntry;
  readonly theirs: string;
  /** The parameter that holds an own contact's id instead. */
  readonly around?: string;
}

/** The foreign id in every parameter, and, where there are two, also within an own contact. */
function idFillings(route: RouteEntry, theirs: string): Filling[] {
  const parameters = route.path.match(/:\w+/g) ?? [];
  const plain = { route, theirs };
  return parameters.length > 1 && route.dialect === 'native'
    ? [plain, { ...plain, around: 'id' }]
    : [plain];
}

/** Something that the route would take, so that the id is what it refuses. */
function bodyFor({ dialect, path }: RouteEntry): unknown {
  if (dialect === 'native' && path.endsWith('/phones')) return { value: '+15125550150' };
  if (dialect === 'native' && path.endsWith('/emails')) return { value: 'x@example.com' };
  if (dialect === 'native' && path.endsWith('/addresses')) return { city: 'Austin' };
  return {};
}

interface Mention {
  readonly title: string;
  readonly dialect: string;
  readonly ids: () => readonly [foreignId: string, unknownId: string];
  readonly call: (id: string, by: Speaker) => Call;
}

const post = (path: string, body: unknown): Call => ({ method: 'POST', path, body });
const nativeGet = (path: string, query: Record<string, string>): Call => ({
  method: 'GET',
  path: `/api/v1${path}`,
  query,
});
const idOf = (entity: keyof PopulatedWorkspace['ids']) => () =>
  [foreign.ids[entity], nobody] as const;
const version = { version: '2021-07-28' };

/** Places other than the path where an id can be presented. */
const mentions: readonly Mention[] = [
  ...(['account', 'contact', 'job'] as const).flatMap((entity): Mention[] => {
    const ids = idOf(entity);
    const native = (title: string, call: (id: string) => Call): Mention => ({
      title: `native ${title}`,
      dialect: 'native',
      ids,
      call,
    });
    return [
      native(`contact of ${entity}`, (id) => post('/api/v1/contacts', { accountId: id })),
      native(`job of ${entity}`, (id) => post('/api/v1/jobs', { status: 'quote', accountId: id })),
      native(`link to job ${entity}`, (id) =>
        post('/api/v1/job-contacts', { jobId: id, first: 'Ada' }),
      ),
      native(`link of contact ${entity}`, (id) =>
        post('/api/v1/job-contacts', { jobId: home.ids.job, contactId: id }),
      ),
      native(`relation of ${entity}`, (id) =>
        post('/api/v1/relations', { contactId: id, targetId: home.ids.account }),
      ),
      native(`relation to ${entity}`, (id) =>
        post('/api/v1/relations', { contactId: home.ids.contact, targetId: id }),
      ),
      native(`contacts by account ${entity}`, (id) => nativeGet('/contacts', { accountId: id })),
      native(`links by job ${entity}`, (id) => nativeGet('/job-contacts', { jobId: id })),
      native(`links by contact ${entity}`, (id) => nativeGet('/job-contacts', { contactId: id })),
      native(`relations by contact ${entity}`, (id) => nativeGet('/relations', { contactId: id })),
      native(`relations by target ${entity}`, (id) => nativeGet('/relations', { targetId: id })),
    ];
  }),
  {
    title: 'native custom field',
    dialect: 'native',
    ids: idOf('field'),
    call: (id) => post('/api/v1/contacts', { customFields: { [id]: 'large' } }),
  },
  {
    title: 'servicem8 job of a contact',
    dialect: 'servicem8',
    ids: idOf('job'),
    call: (id) => post('/api_1.0/jobcontact.json', { job_uuid: id, first: 'Ada' }),
  },
  {
    title: 'servicem8 company of a job',
    dialect: 'servicem8',
    ids: idOf('account'),
    call: (id) => post('/api_1.0/job.json', { status: 'Quote', company_uuid: id }),
  },
  {
    title: 'servicem8 contacts by job',
    dialect: 'servicem8',
    ids: idOf('job'),
    call: (id) => ({
      method: 'GET',
      path: '/api_1.0/jobcontact.json',
      query: { $filter: `job_uuid eq '${id}'` },
    }),
  },
  {
    title: 'servicetitan customer of a contact',
    dialect: 'servicetitan',
    ids: () => [String(foreign.accountNumber), '900000000'],
    call: (id) =>
      post(`/crm/v2/tenant/${home.sandbox.servicetitan.tenant}/contacts`, {
        customerId: Number(id),
      }),
  },
  {
    title: 'servicetitan tenant',
    dialect: 'servicetitan',
    ids: () => [String(foreign.sandbox.servicetitan.tenant), '900000000'],
    call: (id) => ({ method: 'GET', path: `/crm/v2/tenant/${id}/contacts` }),
  },
  {
    title: 'unified credential',
    dialect: 'unified',
    ids: () => [foreign.sandbox.unified.credentialId, '0123456789abcdef01234567'],
    call: (credentialId) => ({ method: 'GET', path: '/crm/contacts', query: { credentialId } }),
  },
  {
    title: 'highlevel location in the query',
    dialect: 'highlevel',
    ids: () => [foreign.sandbox.highlevel.locationId, 've9EPM428h8vShlRW1KT'],
    call: (locationId) => ({
      method: 'GET',
      path: '/contacts/',
      query: { locationId },
      headers: version,
    }),
  },
  {
    title: 'highlevel location in the body',
    dialect: 'highlevel',
    ids: () => [foreign.sandbox.highlevel.locationId, 've9EPM428h8vShlRW1KT'],
    call: (locationId) => ({
      ...post('/contacts/', { locationId, firstName: 'Ada' }),
      headers: version,
    }),
  },
  {
    title: 'highlevel custom field',
    dialect: 'highlevel',
    ids: idOf('field'),
    call: (id) => ({
      ...post('/contacts/', {
        locationId: home.sandbox.highlevel.locationId,
        customFields: [{ id, value: 'large' }],
      }),
      headers: version,
    }),
  },
  {
    title: 'highlevel cursor',
    dialect: 'highlevel',
    ids: () => [spellings(foreign.ids.contact).at(-1) ?? '', spellings(nobody).at(-1) ?? ''],
    call: (startAfterId) => ({
      method: 'GET',
      path: '/contacts/',
      query: { locationId: home.sandbox.highlevel.locationId, startAfterId },
      headers: version,
    }),
  },
];

test('an agency’s token tells foreign locations from unknown ones by nothing', async () => {
  const agency = await AgencyFixture.start();
  try {
    const access = textAt((await agency.companyTokens([agency.one])).json, 'access_token');
    const { companyId, foreign: stranger, closed, two } = agency;
    const unknown = 've9EPM428h8vShlRW1KT';
    const observed = async (call: (id: string) => Promise<Reply>, id: string) =>
      observe(await call(id), id);
    for (const call of [
      (locationId: string) => agency.locationToken(access, { companyId, locationId }),
      (locationId: string) => agency.installed(access, { locationId }),
      (locationId: string) => agency.contacts(access, locationId),
    ]) {
      const expected = await observed(call, unknown);
      for (const { locationId } of [stranger, closed, two]) {
        expect(await observed(call, locationId)).toEqual(expected);
      }
    }
    const { text } = await agency.installed(access);
    for (const { locationId, name } of [stranger, closed, two]) {
      expect(text).not.toContain(locationId);
      expect(text).not.toContain(name);
    }
  } finally {
    await agency.stop();
  }
});

test.each(mentions)('a foreign id looks unknown as $title', async ({ dialect, ids, call }) => {
  const by = speakerOf(home.speakers, dialect);
  const { text } = await expectAlike(by, ids(), (id) => call(id, by));
  expect(text).not.toContain(twin.last);
  expect(await digestForeign()).toEqual(untouched);
});

test('history and changes tell of the own workspace alone', async () => {
  const changes = await home.native.call('GET', '/changes?after=0&limit=200');
  const history = await home.native.call('GET', `/contacts/${home.ids.contact}/history`);
  expect(listAt(changes.json, 'data').length).toBeGreaterThan(5);
  for (const id of Object.values(foreign.ids)) {
    expect(changes.text).not.toContain(id);
    expect(history.text).not.toContain(id);
  }
});

test('an account found by its foreign id is only a text to the unified API', async () => {
  const by = speakerOf(home.speakers, 'unified');
  const { session } = by;
  const ids = [foreign.ids.account, nobody];
  const made = await Promise.all(
    ids.map(async (account) => {
      const create = { ...session.create(twin), body: { lastName: 'Text', account } };
      const { json } = await by.try(create);
      return [textAt(json, 'contact', 'account') === account, dig(json, 'contact', 'lastName')];
    }),
  );
  expect(made).toEqual([
    [true, 'Text'],
    [true, 'Text'],
  ]);
});

test('a foreign tag that VoIPBIN assigns stays a bare id without its name', async () => {
  const by = speakerOf(home.speakers, 'voipbin');
  const create = { ...by.session.create(twin), body: { tag_ids: [foreign.ids.tag] } };
  const { json } = await by.send(create, 'create');
  const shown = await home.native.done('GET', `/contacts/${textAt(json, 'id')}`);
  expect(dig(shown, 'tags')).toEqual([]);
});

test('a foreign cursor pages through the own list', async () => {
  const page = await foreign.native.done('GET', '/accounts?limit=1');
  const cursor = textAt(page, 'nextCursor');
  const mine = await home.native.call('GET', `/accounts?cursor=${encodeURIComponent(cursor)}`);
  for (const id of Object.values(foreign.ids)) expect(mine.text).not.toContain(id);
});

describe('the same id in both workspaces', () => {
  const id = crypto.randomUUID();
  let replies: readonly Reply[];
  beforeEach(() => {
    replies = [];
  });

  const inBoth = async (dialect: string, callOf: (by: Speaker) => Call): Promise<void> => {
    const bys = [home, foreign].map(({ speakers }) => speakerOf(speakers, dialect));
    replies = await Promise.all(bys.map((by) => by.try(callOf(by))));
  };

  test.each(['servicetitan', 'servicem8'])(
    'chosen through %s is two records, each gone alone',
    async (dialect) => {
      const under = ({ session }: Speaker, last: string): Call => {
        const call = session.createUnder?.(id, { ...twin, last });
        if (call === undefined) throw new Error(`${dialect} takes no ids`);
        return call;
      };
      await inBoth(dialect, (by) => under(by, by.session.access.sandbox.workspace.locationId));
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      const [mine, theirs] = [home, foreign].map(({ speakers }) => speakerOf(speakers, dialect));
      await mine?.send(mine.session.remove(id), 'remove');
      const left = await theirs?.send(theirs.session.get(id), 'get');
      expect(left?.text).toContain(foreign.sandbox.workspace.locationId);
      expect(dig(left?.json, 'active') ?? 1).toBe(1);
    },
  );

  test('under one Idempotency-Key has an effect in each', async () => {
    const headers = { 'idempotency-key': 'the-same-key' };
    await inBoth('native', ({ session }) => ({ ...session.create(twin), headers }));
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    const [mine, theirs] = replies.map(({ json }) => textAt(json, 'id'));
    expect(mine).not.toBe(theirs);
    await inBoth('native', ({ session }) => ({ ...session.create(twin), headers }));
    expect(replies.map(({ json }) => textAt(json, 'id'))).toEqual([mine, theirs]);
  });
});

test('a person deleted here is still found there', async () => {
  await home.native.done('DELETE', `/contacts/${home.ids.contact}`);
  for (const [name, { session }] of home.speakers) {
    if (name === 'servicem8') continue;
    for (const call of session.finders(twin)) {
      const mine = await speakerOf(home.speakers, name).try(call);
      if (mine.status < 300) {
        expect(session.listedIds(mine)).not.toContain(home.recordIds.get(name));
      }
    }
  }
  const lookup = await foreign.native.done('GET', `/lookup?email=${twin.email}`);
  expect(listAt(lookup, 'data').map((row) => dig(row, 'contactId'))).toContain(foreign.ids.contact);
});
