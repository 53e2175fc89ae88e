/** One copy of each person: what is written through one dialect is what every other shows at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, toBase62Id } from '../../src/core/value/identifier.ts';
import { dig, textAt } from '../support/http-call.ts';
import { openSpeakers, type Speaker, speakerOf } from '../support/speaker.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { driven } from './dialect-drivers/index.ts';
import { NativeApi } from './dialect-drivers/native-api.ts';
import { table } from './round-trip-rows/table.ts';

let server: TestServer;
let native: NativeApi;
let speakers: ReadonlyMap<string, Speaker>;
/** Ids of what the table names «…», in both spellings, with their names. */
const named = new Map<string, string>();

beforeAll(async () => {
  server = await openWorkspace();
  native = new NativeApi(server.baseUrl, server.sandbox);
  speakers = await openSpeakers(server.baseUrl, server.sandbox);
  await nameThing('account', '/accounts', { name: 'Engines Inc' });
  const field = { name: 'Shoe size', key: 'shoe_size', dataType: 'NUMERICAL' };
  await nameThing('shoe_size', '/custom-fields', field);
  for (const tag of ['vip', 'north', 'new-lead', 'website']) {
    await nameThing(tag, '/tags', { name: tag });
  }
});
afterAll(() => server.stop());

async function nameThing(name: string, path: string, body: unknown): Promise<void> {
  const id = normalizeUuid(textAt(await native.done('POST', path, body), 'id'));
  if (id === null) throw new Error('no id');
  named.set(id, name).set(toBase62Id(id), name);
}

/** What a create of the dialect needs beside the contact's own fields. */
const surroundings = ['job_uuid', 'locationId'];
const nobodyInParticular = {
  first: 'Nobody',
  last: 'Known',
  phone: '',
  mobile: '',
  email: '',
  externalId: '',
};

/** Creates through the dialect; the contact's id in the hub and the dialect's own. */
async function write(by: Speaker, fields: object): Promise<{ contactId: string; id: string }> {
  const call = by.session.create(nobodyInParticular);
  const around = Object.entries(call.body as object).filter(([name]) =>
    surroundings.includes(name),
  );
  const body = { ...Object.fromEntries(around), ...withIds(fields) };
  const id = by.session.createdId(await by.send({ ...call, body }, 'create'));
  return { contactId: await by.session.contactOf(id), id };
}

/** «name» → the thing's id, in the spelling that every dialect reads. */
function withIds(fields: object): object {
  let text = JSON.stringify(fields);
  for (const [id, name] of named) {
    if (normalizeUuid(id) !== null) text = text.replaceAll(`«${name}»`, id);
  }
  return JSON.parse(text) as object;
}

/** Members that say which record it is and when it was written. */
const volatile: ReadonlySet<string> = new Set(
  `id uuid job_uuid remoteId customer_id locationId version createdAt createdBy updatedAt updatedBy createdOn
  modifiedOn modifiedBy tm_create edit_date dateAdded dateUpdated remoteCreatedAt remoteUpdatedAt`.split(
    /\s+/,
  ),
);

/** The record without them, ids by name. */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value === 'string') return named.has(value) ? `«${named.get(value)}»` : value;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, member]) => !volatile.has(name) || (typeof member === 'string' && named.has(member)),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, stable(member)]));
}

async function read(by: Speaker, id: string): Promise<object> {
  const { json } = await by.send(by.session.get(id), 'get');
  return (dig(json, 'contact') ?? json) as object;
}

const names = driven.map(({ name }) => name);

describe.each(names)('written through %s', (writer) => {
  let contactId = '';
  let ownId = '';
  beforeAll(async () => {
    const row = table[writer];
    if (row === undefined) throw new Error(`${writer} has no row in the table`);
    ({ contactId, id: ownId } = await write(speakerOf(speakers, writer), row.written));
  });

  test.each(names)('is read through %s', async (reader) => {
    const by = speakerOf(speakers, reader);
    const id = reader === writer ? ownId : await by.session.recordOf(contactId);
    expect(stable(await read(by, id))).toEqual(table[writer]?.shown[reader]);
  });
});

type Wire = Readonly<Record<string, unknown>>;

interface PoorUpdate {
  readonly through: string;
  /** The vendor's verb, when the dialect has two. */
  readonly method?: string;
  readonly body: Wire;
  /** What of the native view changes, given what it was. */
  readonly changes: (before: Wire) => Wire;
}

/** Entry `index` of a list of the contact with other members; the rest of the list as it was. */
function entry(before: Wire, list: 'addresses' | 'emails' | 'phones', index: number, more: Wire) {
  const entries = before[list] as Wire[];
  return { [list]: entries.map((one, at) => (at === index ? { ...one, ...more } : one)) };
}

const poorUpdates: readonly PoorUpdate[] = [
  {
    through: 'servicetitan',
    method: 'PATCH',
    body: { name: 'Augusta Ada Lovelace', title: 'Author', referenceId: 'ref-2' },
    changes: () => ({
      givenName: 'Augusta Ada',
      familyName: 'Lovelace',
      fullName: 'Augusta Ada Lovelace',
      jobTitle: 'Author',
      externalId: 'ref-2',
    }),
  },
  {
    through: 'servicetitan',
    method: 'PUT',
    body: { name: 'Ada King', isArchived: true },
    changes: () => ({
      jobTitle: null,
      externalId: null,
      archived: true,
      archivedAt: expect.any(String) as unknown,
    }),
  },
  {
    through: 'servicem8',
    body: { last: 'Lovelace', mobile: '+1 512 555 0199', email: 'lovelace@example.com' },
    changes: (before) => ({
      familyName: 'Lovelace',
      fullName: 'Ada Lovelace',
      ...entry(before, 'phones', 1, { value: '+1 512 555 0199', e164: '+15125550199' }),
      ...entry(before, 'emails', 0, { value: 'lovelace@example.com' }),
    }),
  },
  {
    through: 'servicem8',
    body: { first: 'Augusta', phone: '(512) 555-0188' },
    changes: (before) => ({
      givenName: 'Augusta',
      fullName: 'Augusta King',
      ...entry(before, 'phones', 0, { value: '(512) 555-0188', e164: '+15125550188' }),
    }),
  },
  {
    through: 'voipbin',
    body: { display_name: 'The Countess', company: 'Loom Co', external_id: '' },
    changes: () => ({ displayName: 'The Countess', companyName: 'Loom Co', externalId: null }),
  },
  {
    through: 'highlevel',
    body: { phone: '+15125550177', email: 'new@example.com', city: 'Oxford', source: null },
    changes: (before) => ({
      leadSource: null,
      ...entry(before, 'phones', 1, { value: '+15125550177', e164: '+15125550177' }),
      ...entry(before, 'emails', 0, { value: 'new@example.com' }),
      ...entry(before, 'addresses', 1, { city: 'Oxford' }),
    }),
  },
  {
    through: 'unified',
    body: { lastName: 'Lovelace' },
    changes: () => ({ familyName: 'Lovelace', fullName: 'Ada Lovelace' }),
  },
];

/** When and by whom; these move with every change. */
const written = {
  updatedAt: expect.any(String) as unknown,
  updatedBy: expect.any(Number) as unknown,
  version: expect.any(Number) as unknown,
};

describe('a rich contact', () => {
  let id = '';
  const shown = async (): Promise<Wire> => (await native.done('GET', `/contacts/${id}`)) as Wire;

  const makeRich = async (): Promise<void> => {
    ({ contactId: id } = await write(
      speakerOf(speakers, 'native'),
      table['native']?.written ?? {},
    ));
  };

  test.each(poorUpdates.filter(({ through }) => names.includes(through)))(
    'keeps what $through cannot say when updated by $method $body',
    async ({ through, method, body, changes }) => {
      await makeRich();
      const by = speakerOf(speakers, through);
      const ownId = await by.session.recordOf(id);
      const before = await shown();
      const call = by.session.rename(ownId, nobodyInParticular);
      await by.send({ ...call, method: method ?? call.method, body }, 'update');
      expect(await shown()).toEqual({ ...before, ...changes(before), ...written });
    },
  );

  test.each(names)('is not changed by writing back through %s what it shows', async (through) => {
    await makeRich();
    const by = speakerOf(speakers, through);
    const ownId = await by.session.recordOf(id);
    const before = await shown();
    const record = await read(by, ownId);
    const accepted = echoed[through];
    if (accepted === undefined) throw new Error(`what does ${through} accept?`);
    const body = Object.fromEntries(
      Object.entries(record).filter(([name]) => accepted.split(/\s+/).includes(name)),
    );
    expect(Object.keys(body).length).toBeGreaterThan(3);
    await by.send({ ...by.session.rename(ownId, nobodyInParticular), body }, 'update');
    expect(await shown()).toEqual({ ...before, ...written });
  });
});

/** Which members of what it shows a dialect takes back. */
const echoed: Readonly<Record<string, string>> = {
  native: `kind givenName familyName fullName displayName namePrefix middleName nameSuffix nickname jobTitle companyName
    accountId externalId leadSource leadType website timeZone dateOfBirth gender language photo assignedTo notesText
    tags customFields attribution archived lastActivityAt`,
  servicem8: 'uuid job_uuid active first last phone mobile email type',
  unified: 'firstName lastName account addresses emailAddresses phoneNumbers',
  servicetitan: 'name title referenceId isArchived',
  voipbin: 'first_name last_name display_name company job_title external_id phone_numbers emails',
  highlevel: `firstName lastName name email phone address1 city state postalCode country website timezone dnd
    dndSettings inboundDndSettings tags customFields source dateOfBirth companyName assignedTo`,
};
