/** What holds for every dialect, in its own words, at the root and under its own prefix. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, type Person, type Session } from './dialect-drivers/driver.ts';
import { driven } from './dialect-drivers/index.ts';
import { expectRefusal, expectStatus } from '../support/expect-reply.ts';
import { type Call, exchange, type Reply } from '../support/http-call.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());

let people = 0;

/** Somebody whom nobody else in the test run is like. */
function makePerson(): Person {
  people += 1;
  const number = String(people).padStart(4, '0');
  return {
    first: `Ada${number}`,
    last: `King${number}`,
    phone: `+1555123${number}`,
    mobile: `+1555987${number}`,
    email: `ada${number}@example.com`,
    externalId: `crm-${number}`,
  };
}

/** Far more than any list here has: a list that never ends fails instead of hanging. */
const mostPages = 50;

test('every dialect of the registry can do what its contact record needs', () => {
  const needed = ['create', 'get', 'list', 'update', 'delete'] as const;
  for (const { dialect } of driven) {
    expect(
      needed.filter((ability) => !dialect.abilities[ability].served),
      dialect.name,
    ).toEqual([]);
  }
});

describe.each(driven)('$name', ({ name, dialect, driver }) => {
  describe.each(['', `/${name}`])('under "%s"', (mount) => {
    let session: Session;
    beforeAll(async () => {
      const sandbox = await server.addWorkspace();
      session = await driver.open({ baseUrl: server.baseUrl, mount, sandbox });
    });

    const send = (call: Call, signed = true): Promise<Reply> =>
      exchange(server.baseUrl, call, signed ? session.credential : {});

    const done = async (call: Call, status = driver.statuses.get): Promise<Reply> => {
      const reply = await send(call);
      expectStatus(reply, status, call);
      return reply;
    };

    const make = async (person = makePerson()): Promise<string> =>
      session.createdId(await done(session.create(person), driver.statuses.create));

    /** Every id of the list, page after page; `between` runs after each page. */
    const pageThrough = async (
      size: number,
      between: () => Promise<unknown> = async () => {},
    ): Promise<{ readonly ids: readonly string[]; readonly pages: number }> => {
      const ids: string[] = [];
      let pages = 0;
      let call: Call | null = session.list(size);
      while (call !== null && pages < mostPages) {
        const reply: Reply = await done(call);
        ids.push(...session.listedIds(reply));
        pages += 1;
        call = session.nextPage(call, reply);
        await between();
      }
      expect(pages, 'pages of the list').toBeLessThan(mostPages);
      return { ids, pages };
    };

    const found = async (person: Person): Promise<readonly string[]> => {
      const ids = new Set<string>();
      for (const call of session.finders(person)) {
        const reply = await send(call);
        if (reply.status < 300) for (const id of session.listedIds(reply)) ids.add(id);
      }
      return [...ids];
    };

    test('a created record is read back as written', async () => {
      const person = makePerson();
      const id = await make(person);
      const shown = session.shown(await done(session.get(id)));
      const whole = { ...person, name: `${person.first} ${person.last}` };
      expect(whole).toMatchObject(shown);
      expect(Object.keys(shown).length).toBeGreaterThan(1);
    });

    test('a record can be found by what it holds, through every way the dialect has', async () => {
      const person = makePerson();
      const id = await make(person);
      for (const call of session.finders(person)) {
        const reply = await done(call);
        expect(session.listedIds(reply), `${call.path} ${JSON.stringify(call.query)}`).toContain(
          id,
        );
      }
    });

    test('a sparse update changes what it names and nothing else', async () => {
      const person = makePerson();
      const id = await make(person);
      const before = session.shown(await done(session.get(id)));
      const renamed = { ...person, last: 'Lovelace' };
      await done(session.rename(id, renamed), driver.statuses.update);
      const after = session.shown(await done(session.get(id)));
      expect(after).toEqual({
        ...before,
        ...('last' in before ? { last: 'Lovelace' } : {}),
        ...('name' in before ? { name: `${person.first} Lovelace` } : {}),
      });
    });

    test('a list is paged to its end without skipping or repeating a row while others come, change and go', async () => {
      const stable: string[] = [];
      const leaving: string[] = [];
      for (let row = 0; row < 8; row += 1) {
        stable.push(await make());
        leaving.push(await make());
      }
      const { ids, pages } = await pageThrough(3, async () => {
        await make();
        await done(session.rename(stable.at(-1) ?? '', makePerson()), driver.statuses.update);
        const [next] = leaving.splice(0, 1);
        if (next !== undefined) await done(session.remove(next), driver.statuses.remove);
      });
      expect(pages).toBeGreaterThan(4);
      expect(new Set(ids).size, 'no id twice').toBe(ids.length);
      expect(stable.filter((id) => !ids.includes(id))).toEqual([]);
    });

    test('a deleted record is gone from lists and look-ups, and not found', async () => {
      const person = makePerson();
      const id = await make(person);
      await done(session.remove(id), driver.statuses.remove);
      const { ids } = await pageThrough(50);
      expect(ids.includes(id)).toBe(driver.listsDeleted);
      if (!driver.listsDeleted) expect(await found(person)).not.toContain(id);
      const reply = await send(session.get(id));
      if (driver.showsDeleted) expect(reply.status).toBe(driver.statuses.get);
      else expectRefusal(reply, session.refusals.unknownRecord, 'get of a deleted record');
    });

    test('an unknown id is not found, in the vendor’s form, whatever the verb', async () => {
      const unknown = await session.recordOf(nobody).catch(() => nobody);
      const { unknownRecord } = session.refusals;
      expectRefusal(await send(session.get(unknown)), unknownRecord, 'get');
      expectRefusal(await send(session.rename(unknown, makePerson())), unknownRecord, 'update');
      expectRefusal(await send(session.remove(unknown)), unknownRecord, 'delete');
    });

    test('a missing and a wrong credential are refused in the vendor’s form', async () => {
      const { missingCredential, wrongCredential } = session.refusals;
      const call = session.list(3);
      expectRefusal(await send(call, false), missingCredential, 'no credential');
      const [slot] = driver.slots;
      const wrong = slot?.present('wrong-secret-0123456789', session.access.sandbox) ?? {};
      expectRefusal(await exchange(server.baseUrl, call, wrong), wrongCredential, 'wrong secret');
    });

    test('an unknown route and a wrong verb answer in the vendor’s form, without a credential too', async () => {
      for (const { call, expected } of [
        session.refusals.unknownRoute,
        session.refusals.wrongVerb,
      ]) {
        expectRefusal(await send(call), expected, `${call.method} ${call.path}`);
        expectRefusal(await send(call, false), expected, `${call.method} ${call.path}, unsigned`);
      }
    });

    test('links in replies keep the mount that was used', async () => {
      const replies: Reply[] = [];
      for (let row = 0; row < 3; row += 1) {
        replies.push(await done(session.create(makePerson()), driver.statuses.create));
      }
      replies.push(await done(session.list(1)));
      const links = replies.flatMap((reply) => linksIn(reply, server.baseUrl));
      expect(links.length > 0).toBe(driver.links);
      const prefixes = driven.map((other) => `${server.baseUrl}/${other.name}/`);
      for (const link of links) {
        const prefix = prefixes.find((one) => link.startsWith(one));
        expect(prefix, link).toBe(mount === '' ? undefined : `${server.baseUrl}${mount}/`);
      }
    });

    test.runIf(dialect.abilities['client-ids'].served)(
      'an id that the client chose is kept, and a repeat makes no second record',
      async () => {
        const person = makePerson();
        const { createUnder } = session;
        if (createUnder === undefined) throw new Error('the driver has no createUnder');
        const id = crypto.randomUUID();
        await done(createUnder(id, person));
        const repeated = await send(createUnder(id, person));
        expect([200, 400]).toContain(repeated.status);
        const shown = session.shown(await done(session.get(id)));
        expect({ ...person, name: `${person.first} ${person.last}` }).toMatchObject(shown);
        const { ids } = await pageThrough(50);
        expect(ids.filter((one) => one === id)).toEqual([id]);
      },
    );
  });
});

/** Every address of this server in the headers and texts of a reply. */
function linksIn({ headers, text }: Reply, baseUrl: string): string[] {
  const place = headers.get('location');
  const inBody = text.match(/https?:\/\/[^"\s\\]+/g) ?? [];
  return [...(place === null ? [] : [place]), ...inBody].filter((link) => link.startsWith(baseUrl));
}
