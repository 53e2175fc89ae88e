/** DESIGN §2.1 over HTTP: no two dialects show different people for long; the later write wins, whoever wrote before. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shown } from './dialect-drivers/driver.ts';
import { NativeApi } from './dialect-drivers/native-api.ts';
import { type NameWriter, nameWriters } from './name-writers.ts';
import { openSpeakers, type Speaker, speakerOf } from '../support/speaker.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
let native: NativeApi;
let speakers: ReadonlyMap<string, Speaker>;
beforeAll(async () => {
  server = await openWorkspace();
  native = new NativeApi(server.baseUrl, server.sandbox);
  speakers = await openSpeakers(server.baseUrl, server.sandbox);
});
afterAll(() => server.stop());

/** The dialects' own ids of one contact that every dialect shows. */
async function makePerson(): Promise<ReadonlyMap<string, string>> {
  const contactId = await native.create({ givenName: 'Nobody', familyName: 'Yet' });
  const ids = new Map<string, string>();
  for (const [name, { session }] of speakers) ids.set(name, await session.recordOf(contactId));
  return ids;
}

async function write(
  ids: ReadonlyMap<string, string>,
  writer: NameWriter,
  [first, last]: readonly [string, string],
): Promise<void> {
  const by = speakerOf(speakers, writer.dialect);
  await by.send(writer.write(by.session, ids.get(writer.dialect) ?? '', first, last), 'update');
}

/** What every dialect shows of the name, by dialect. */
async function shownNames(ids: ReadonlyMap<string, string>): Promise<[string, Shown][]> {
  return Promise.all(
    [...ids].map(async ([name, id]): Promise<[string, Shown]> => [
      name,
      await speakerOf(speakers, name).shown(id),
    ]),
  );
}

test('every dialect of the registry has a writer of names', () => {
  const dialects = new Set(nameWriters.map(({ dialect }) => dialect));
  expect([...speakers.keys()].filter((name) => !dialects.has(name))).toEqual([]);
});

describe.each(nameWriters)('a name written through $title', (former) => {
  test('gives way to the later name of every other writer, in every dialect', async () => {
    for (const later of nameWriters) {
      const ids = await makePerson();
      await write(ids, former, ['Ada Augusta', 'King']);
      await write(ids, later, ['Grace Brewster', 'Hopper']);
      for (const [reader, shown] of await shownNames(ids)) {
        expectName(shown, ['Grace Brewster', 'Hopper'], `${later.title}, then ${reader}`);
      }
    }
  });

  test('keeps its given name when another writer changes the family name', async () => {
    for (const [later, { session, driver }] of speakers) {
      const ids = await makePerson();
      await write(ids, former, ['Ada', 'King']);
      const someone = { last: 'Lovelace', phone: '', mobile: '', email: '', externalId: '' };
      const call = session.rename(ids.get(later) ?? '', { first: 'Ada', ...someone });
      const reply = await speakerOf(speakers, later).try(call);
      expect(reply.status, reply.text).toBe(driver.statuses.update);
      for (const [reader, shown] of await shownNames(ids)) {
        expectName(shown, ['Ada', 'Lovelace'], `${later}, then ${reader}`);
      }
    }
  });
});

function expectName(shown: Shown, [first, last]: readonly [string, string], what: string): void {
  const name = { first, last, name: `${first} ${last}`.trim() };
  for (const part of ['first', 'last', 'name'] as const) {
    if (shown[part] !== undefined) expect([part, shown[part]], what).toEqual([part, name[part]]);
  }
}

/** Names that are easy to take apart wrongly. */
const parts = fc.constantFrom(
  'Ada',
  'ada',
  'Ludwig van',
  'de la Cruz',
  'Cher',
  "O'Neill",
  'Анна',
  'Jr.',
  'Mary  Jane',
  '李',
);

test('all dialects agree after any sequence of writes, and show the last one', async () => {
  const step = fc.record({
    writer: fc.constantFrom(...nameWriters),
    first: fc.oneof(parts, fc.constant('')),
    last: parts,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
      const ids = await makePerson();
      for (const { writer, first, last } of steps) await write(ids, writer, [first, last]);
      const shown = await shownNames(ids);
      const { writer, first, last } = steps.at(-1) ?? { writer: undefined, first: '', last: '' };
      expectAgreement(shown);
      for (const [reader, view] of shown) {
        if (view.name === undefined) continue;
        expect(folded(view.name), `${writer?.title}, then ${reader}`).toBe(
          folded(`${first} ${last}`),
        );
      }
    }),
    { numRuns: 40 },
  );
});

/** One name in one text everywhere, one given and one family name everywhere, and the two tell the same. */
function expectAgreement(shown: readonly (readonly [string, Shown])[]): void {
  const views = shown.map(([, view]) => view);
  for (const part of ['first', 'last', 'name'] as const) {
    const told = new Set(views.flatMap((view) => (view[part] === undefined ? [] : [view[part]])));
    expect(told.size, `${part}: ${JSON.stringify(shown)}`).toBe(1);
  }
  const [{ first = '', last = '' } = {}] = views.filter((view) => view.first !== undefined);
  const [{ name = '' } = {}] = views.filter((view) => view.name !== undefined);
  expect(folded(`${first} ${last}`)).toBe(folded(name));
}

function folded(text: string): string {
  return text.split(/\s+/u).join(' ').trim();
}
