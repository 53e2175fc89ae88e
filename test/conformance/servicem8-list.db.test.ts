/** ServiceM8's lists: filters, cursors, and the account's clock. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectError, Servicem8Client, uuidForm, type Fields } from './servicem8-client.ts';

let client: Servicem8Client;
beforeAll(async () => {
  client = await Servicem8Client.start();
});
afterAll(() => client.stop());

const uuidsOf = (rows: readonly Fields[]) => rows.map(({ uuid }) => uuid);

describe('paging', () => {
  let job: string;
  let uuids: string[];
  beforeAll(async () => {
    job = await client.createJob();
    uuids = await Promise.all(
      Array.from({ length: 320 }, (_, index) =>
        client.create('jobcontact', { job_uuid: job, first: `No ${index}` }),
      ),
    );
  });

  async function pages(query: Readonly<Record<string, string>>): Promise<unknown[][]> {
    const read: unknown[][] = [];
    let cursor: string | null = '-1';
    while (cursor !== null) {
      const reply = await client.list('jobcontact', { ...query, cursor });
      const rows = reply.json as Fields[];
      read.push(uuidsOf(rows));
      cursor = reply.headers.get('x-next-cursor');
      if (cursor !== null) expect(cursor).toMatch(uuidForm);
    }
    return read;
  }

  test('reads every record once, in order of uuid, page by page', async () => {
    const read = await pages({ $top: '100' });
    expect(read.map((page) => page.length)).toEqual([100, 100, 100, 20]);
    expect(read.flat()).toEqual(uuids.toSorted());
  });

  test('has no next page when the last one is full', async () => {
    expect((await pages({ $top: '160' })).map((page) => page.length)).toEqual([160, 160]);
  });

  test('goes with filters, also those that are decided record by record', async () => {
    const $filter = `job_uuid eq '${job}' and first gt 'No 2' and first lt 'No 3'`;
    const read = await pages({ $filter, $top: '50' });
    expect(read.map((page) => page.length)).toEqual([50, 50, 10]);
    const residual = await pages({ $filter: "edit_date ne '2001-01-01'", $top: '160' });
    expect(residual.map((page) => page.length)).toEqual([160, 160]);
  });

  test('gives everything up to 5,000 without a cursor', async () => {
    const reply = await client.list('jobcontact');
    expect(reply.json).toHaveLength(320);
    expect(reply.headers.get('x-next-cursor')).toBeNull();
    expect(await client.rows('jobcontact', { $top: '999999', cursor: '' })).toHaveLength(320);
  });

  test('is ignored on a single record', async () => {
    const reply = await client.call('GET', `/jobcontact/${uuids[0]}.json?cursor=-1`);
    expect(reply.json).toMatchObject({ uuid: uuids[0] });
  });

  test.each([
    [{ cursor: '7' }, /^cursor: must be -1 or the value of an x-next-cursor header$/],
    [{ $top: '0' }, /^\$top: /],
    [{ $top: 'all' }, '$top: must be a whole number'],
  ])('refuses %j', async (query: Record<string, string>, message) => {
    expectError(await client.list('jobcontact', query), 400, message);
  });
});

describe('a walk over thousands of records', () => {
  const count = 5_200;
  let stable: string[];
  beforeAll(async () => {
    const { hub } = client.server.runtime;
    const names = Array.from({ length: count }, (_, index) => `Company ${index}`);
    const made = await Promise.all(
      names.map((name) => hub.accounts.create(client.context, { name })),
    );
    stable = made.map(({ id }) => id);
  });

  /** Creates before and behind the reader, changes, deletes and restores. */
  async function write(round: number): Promise<void> {
    const uuid = stable[(round * 97) % count] ?? '';
    await Promise.all([
      client.create('company', { uuid: randomUUID(), name: 'Meanwhile' }),
      client.create('company', { name: 'Meanwhile' }),
      client.update('company', uuid, { active: round % 2, website: `w${round}` }),
    ]);
  }

  test('gives each stable one once, while others are written', async () => {
    const read: string[] = [];
    let cursor: string | null = '-1';
    for (let round = 0; cursor !== null; round += 1) {
      const $filter = "edit_date gt '2026-01-01' and name ne 'Nobody'";
      const asked = client.list('company', { cursor, $top: '150', $filter });
      const [reply] = await Promise.all([asked, write(round)]);
      read.push(...(reply.json as Fields[]).map(({ uuid }) => String(uuid)));
      cursor = reply.headers.get('x-next-cursor');
    }
    expect(read).toEqual([...new Set(read)].toSorted());
    const wanted = new Set(stable);
    expect(read.filter((uuid) => wanted.has(uuid))).toEqual(stable.toSorted());
  });

  test('gets 5,000 at most at once, with and without a cursor', async () => {
    for (const query of [{}, { cursor: '-1' }, { $top: '5000' }, { $top: '7000', cursor: '' }]) {
      const reply = await client.list('company', query);
      expect(reply.json).toHaveLength(5_000);
      expect(reply.headers.get('x-next-cursor')).toMatch(uuidForm);
    }
  });
});

describe('filters on job contacts', () => {
  let job: string;
  let ann: string;
  let bob: string;
  let eve: string;
  beforeAll(async () => {
    job = await client.createJob();
    const create = (fields: Fields) => client.create('jobcontact', { job_uuid: job, ...fields });
    ann = await create({ first: 'Ann', last: "O'Neil", email: 'Ann@Example.com', type: 'JOB' });
    bob = await create({ first: 'Bob', mobile: '+61 400 000 000', type: 'BILLING' });
    eve = await create({ first: 'Eve', phone: '02 9999 0000', type: 'Property Manager' });
    await client.remove('jobcontact', eve);
  });

  const names: Readonly<Record<string, () => string>> = {
    ann: () => ann,
    bob: () => bob,
    eve: () => eve,
  };

  test.each([
    ['', 'ann bob eve'],
    ["active eq '1'", 'ann bob'],
    ['active eq 1', 'ann bob'],
    ['active ne 1', 'eve'],
    ['active lt 1', 'eve'],
    ['active gt 5', ''],
    ["type eq 'Job' and active eq '1'", 'ann'],
    ["type eq 'billing contact'", 'bob'],
    ["type ne 'PROPERTY_MANAGER'", 'ann bob'],
    ["type eq 'Tenant'", ''],
    ["type ne 'Tenant'", 'ann bob eve'],
    ["active eq 1 and email eq 'ann@example.com'", 'ann'],
    ["last eq 'o''neil'", 'ann'],
    ["last ne ''", 'ann'],
    ["first gt 'Ann' and first lt 'Eve'", 'bob'],
    ["first ne 'ANN'", 'bob eve'],
    ["mobile eq '+61 400 000 000'", 'bob'],
    ["phone eq '02 9999 0000'", 'eve'],
    ["job_uuid eq 'none'", ''],
    ["edit_date gt '2026-01-01'", 'ann bob eve'],
    ["edit_date gt '0000-00-00 00:00:00'", 'ann bob eve'],
    ["edit_date lt '2026-01-01'", ''],
    ["edit_date gt '9999-12-31'", ''],
  ])('%s', async (text, expected) => {
    const own = `job_uuid eq '${job}'`;
    const rows = await client.rows('jobcontact', { $filter: text ? `${own} and ${text}` : own });
    const uuids = expected.split(' ').flatMap((name) => names[name]?.() ?? []);
    expect(uuidsOf(rows)).toEqual(uuids.toSorted());
  });

  test('go by uuid, in any case', async () => {
    const one = await client.rows('jobcontact', { $filter: `uuid eq '${ann.toUpperCase()}'` });
    expect(uuidsOf(one)).toEqual([ann]);
    const [low = '', high = ''] = [ann, bob].toSorted();
    const later = await client.rows('jobcontact', {
      $filter: `uuid gt '${low}' and uuid ne '${eve}'`,
    });
    expect(uuidsOf(later)).toContain(high);
    expect(uuidsOf(later)).not.toContain(low);
  });

  test('arrive escaped or with plus signs', async () => {
    for (const query of [
      `%24filter=job_uuid%20eq%20%27${job}%27%20and%20first%20eq%20%27Bob%27`,
      `$filter=job_uuid+eq+'${job}'+and+mobile+eq+'%2B61+400+000+000'`,
    ]) {
      const reply = await client.call('GET', `/jobcontact.json?${query}`);
      expect(uuidsOf(reply.json as Fields[])).toEqual([bob]);
    }
  });

  test('are not plain parameters', async () => {
    const all = await client.rows('jobcontact');
    expect(await client.rows('jobcontact', { job_uuid: job, $orderby: 'first' })).toEqual(all);
  });

  test.each([
    ["company_uuid eq 'x'", '$filter: company_uuid is not a field to filter by'],
    ["FIRST eq 'Ann'", '$filter: FIRST is not a field to filter by'],
    ["constructor eq 'Ann'", '$filter: constructor is not a field to filter by'],
    ["first ge 'Ann'", '$filter: "ge" is no operator, use one of eq, ne, gt, lt'],
    ["first eq 'Ann' or first eq 'Bob'", /^\$filter: "or" is not supported/],
    ["(first eq 'Ann')", '$filter: parentheses are not supported'],
    ["first eq 'Ann", '$filter: a quoted value is not ended'],
    ["active eq 'yes'", '$filter: the value of active must be a number'],
    ["edit_date gt 'yesterday'", /^\$filter: the value of edit_date must be 'YYYY-MM-DD'/],
    [Array(11).fill('active eq 1').join(' and '), '$filter: at most 10 conditions are allowed'],
    [`first eq '${'x'.repeat(256)}'`, '$filter: the value of first is longer than 255 characters'],
  ])('are refused as %s', async ($filter, message) => {
    expectError(await client.list('jobcontact', { $filter }), 400, message);
  });

  test('on both lists know the same errors', async () => {
    const $filter = "contact_first eq 'Ann'";
    const message = '$filter: contact_first is not a field to filter by';
    expectError(await client.list('job', { $filter }), 400, message);
  });
});

describe('edit_date', () => {
  test('as just read never gives the same record again, and finds it by eq', async () => {
    const job = await client.createJob();
    const uuid = await client.create('jobcontact', { job_uuid: job });
    for (const [object, id] of [
      ['jobcontact', uuid],
      ['job', job],
    ] as const) {
      const { edit_date: read } = await client.get(object, id);
      const found = async (op: string) =>
        uuidsOf(
          await client.rows(object, {
            $filter: `uuid eq '${id}' and edit_date ${op} '${String(read)}'`,
          }),
        );
      expect([await found('gt'), await found('lt'), await found('ne')]).toEqual([[], [], []]);
      expect(await found('eq')).toEqual([id]);
    }
  });

  test('moves when a contact changes the job, and the job is found since', async () => {
    const job = await client.createJob();
    const { edit_date: read } = await client.get('job', job);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await client.create('jobcontact', { job_uuid: job, first: 'Ann' });
    const $filter = `edit_date gt '${String(read)}'`;
    expect(uuidsOf(await client.rows('job', { $filter }))).toContain(job);
  });
});

describe('filters on jobs', () => {
  let account: string;
  let tap: string;
  let roof: string;
  let shed: string;
  const category = '0199aaaa-0000-4000-8000-000000000001';
  beforeAll(async () => {
    const { hub } = client.server.runtime;
    account = (await hub.accounts.create(client.context, { name: 'Lee Plumbing' })).id;
    const create = (fields: Fields) => client.createJob({ purchase_order_number: 'P', ...fields });
    tap = await create({ status: 'Quote', date: '2026-03-01', job_address: '1 Elm St' });
    roof = await create({ company_uuid: account, date: '2026-03-02', category_uuid: category });
    shed = await create({
      status: 'Completed',
      quote_sent: 1,
      quote_date: '2026-03-03',
      badges: '["x"]',
    });
  });

  const names: Readonly<Record<string, () => string>> = {
    tap: () => tap,
    roof: () => roof,
    shed: () => shed,
  };

  test.each([
    ["status eq 'work order'", 'roof'],
    ["status ne 'Completed'", 'tap roof'],
    ["status eq 'Lost'", ''],
    ["date gt '2026-03-01'", 'roof'],
    ["date lt '2026-03-02'", 'tap shed'],
    ["date eq '0000-00-00'", 'shed'],
    ["date ne '2026-03-01'", 'roof shed'],
    ["job_address eq '1 ELM ST'", 'tap'],
    ["billing_address eq '1 elm st'", 'tap'],
    [`category_uuid eq '${category}'`, 'roof'],
    ["category_uuid eq ''", 'tap shed'],
    ["company_uuid eq ''", 'tap shed'],
    ["company_uuid ne ''", 'roof'],
    ['quote_sent eq 1', 'shed'],
    ["quote_sent eq '0'", 'tap roof'],
    ['quote_sent ne 0', 'shed'],
    ["quote_date gt '2026-03-02'", 'shed'],
    ["quote_date eq '2026-03-03'", 'shed'],
    ["quote_date eq '0000-00-00 00:00:00'", 'tap roof'],
    ["badges eq '[]'", 'tap roof'],
    ['lat lt 1', 'tap roof shed'],
    ['lat eq 5', ''],
    ["active eq '1'", 'tap roof shed'],
  ])('%s', async (text, expected) => {
    const rows = await client.rows('job', { $filter: `purchase_order_number eq 'p' and ${text}` });
    const uuids = expected.split(' ').flatMap((name) => names[name]?.() ?? []);
    expect(uuidsOf(rows)).toEqual(uuids.toSorted());
  });

  test('go by company and by number', async () => {
    expect(uuidsOf(await client.rows('job', { $filter: `company_uuid eq '${account}'` }))).toEqual([
      roof,
    ]);
    const { generated_job_id: number } = await client.get('job', tap);
    for (const value of [String(number), `'${String(number)}'`]) {
      const $filter = `generated_job_id eq ${value}`;
      expect(uuidsOf(await client.rows('job', { $filter }))).toEqual([tap]);
    }
    expect(
      await client.rows('job', { $filter: 'generated_job_id gt 0.5 and generated_job_id lt 1.5' }),
    ).toEqual([]);
  });
});
