/** The rows of one contact as the store writes them, and the plainest statements that write them. */
import { randomUUID } from 'node:crypto';

/** A tenant that no server of ours has, so that the reference never meets real rows. */
const benchTenant = 9_999_999;

export interface ContactRows {
  readonly id: string;
  readonly at: string;
  readonly phone: { readonly id: string; readonly value: string };
  readonly email: { readonly id: string; readonly value: string };
  readonly tagIds: readonly [string, string];
  readonly givenName: string;
  readonly credentialId: string;
}

const tagIds = [randomUUID(), randomUUID()] as const;
const credentialId = randomUUID();
let made = 0;

export function rowsOf(): ContactRows {
  made += 1;
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    phone: { id: randomUUID(), value: `+1555${String(1_000_000 + (made % 9_000_000))}` },
    email: { id: randomUUID(), value: `jane.smith.${made}@example.com` },
    tagIds,
    givenName: `Jane${made}`,
    credentialId,
  };
}

export interface InsertStep {
  readonly name: string;
  readonly text: string;
  readonly values?: (rows: ContactRows) => unknown[];
}

/** Contact, two methods, two tags, search text and its words, event: what one create writes (test/bench holds it to that). */
export const insertSteps: readonly InsertStep[] = [
  {
    name: 'ref_contact',
    text: `insert into contact (tenant_id, id, kind, given_name, family_name, origin, dnd, dnd_settings, custom_fields,
      extra, created_at, created_by, updated_at, updated_by, version)
      values (${benchTenant}, $1, 'person', $2, 'Smith', 'api', false, '{}', '{}', '{}', $3, 1001, $3, 1001, 1)`,
    values: ({ id, givenName, at }) => [id, givenName, at],
  },
  {
    name: 'ref_methods',
    text: `insert into contact_method (tenant_id, contact_id, id, kind, type, value, key, e164, inferred, stripped, position,
      is_primary, created_at, created_by, updated_at, updated_by)
      values (${benchTenant}, $1, $2, 'phone', 'mobile', $3, $3, $3, false, $3, 0, false, $6, 1001, $6, 1001),
             (${benchTenant}, $1, $4, 'email', '', $5, $5, null, false, $5, 0, false, $6, 1001, $6, 1001)`,
    values: ({ id, phone, email, at }) => [id, phone.id, phone.value, email.id, email.value, at],
  },
  {
    name: 'ref_tags',
    text: `insert into contact_tag (tenant_id, contact_id, tag_id, position)
      values (${benchTenant}, $1, $2, 0), (${benchTenant}, $1, $3, 1)`,
    values: ({ id, tagIds: [first, second] }) => [id, first, second],
  },
  {
    name: 'ref_search',
    text: `insert into contact_search (tenant_id, contact_id, doc) values (${benchTenant}, $1, $2)`,
    values: ({ id, givenName, phone, email }) => [
      id,
      `ǃ${givenName.toLowerCase()} ǃsmith\n${phone.value}\n${email.value}\n`,
    ],
  },
  {
    name: 'ref_words',
    text: `insert into search_word (tenant_id, contact_id, word, in_name, names, archived)
      select ${benchTenant}, $1, word, in_name, case when in_name then $4 end, false from unnest($2::text[], $3::boolean[]) w(word, in_name)`,
    values: ({ id, ...rows }) => [
      id,
      arrayOf(wordsOf(rows)),
      arrayOf(wordsOf(rows).map((_, at) => at < nameWords)),
      ` ${rows.givenName.toLowerCase()} smith `,
    ],
  },
  {
    name: 'ref_event',
    text: `insert into event (tenant_id, seq, at, entity_type, entity_id, type, actor, credential_id, dialect, request_id,
      version, body) values (${benchTenant}, nextval('bench_seq'), $2, 'contact', $1, 'created', 1001, $3, 'native', $4, 1, $5)`,
    values: (rows) => [
      rows.id,
      rows.at,
      rows.credentialId,
      `req_${rows.id.slice(0, 26)}`,
      eventBody(rows),
    ],
  },
];

/** The first of the words are of the name. */
const nameWords = 4;

/** As PostgreSQL writes an array: pgbench knows texts alone. */
function arrayOf(values: readonly (string | boolean)[]): string {
  return `{${values.map((value) => `"${value}"`).join(',')}}`;
}

function wordsOf({ givenName, phone, email }: Omit<ContactRows, 'id'>): string[] {
  const name = givenName.toLowerCase();
  const end = phone.value.slice(-8).split('').toReversed().join('');
  const numbers = [`>${phone.value}`, `#${phone.value.slice(0, 8)}`, `<${end}`];
  return [name, 'smith', '^ja', '^sm', 'jane', `@${email.value}`, ...numbers];
}

/** As long as the body that the hub stores for such a contact. */
function eventBody({ id, at, givenName, phone, email, tagIds: tags }: ContactRows): string {
  const method = {
    type: 'mobile',
    inferred: false,
    position: 0,
    isPrimary: false,
    createdAt: Date.parse(at),
    createdBy: 1001,
  };
  const [first, second] = tags;
  return JSON.stringify({
    after: {
      id,
      kind: 'person',
      givenName,
      familyName: 'Smith',
      origin: 'api',
      dnd: false,
      methods: [
        {
          id: phone.id,
          kind: 'phone',
          value: phone.value,
          key: phone.value,
          e164: phone.value,
          stripped: phone.value,
          ...method,
        },
        {
          id: email.id,
          kind: 'email',
          value: email.value,
          key: email.value,
          stripped: email.value,
          ...method,
        },
      ],
      tags: [
        { id: first, name: 'new-lead' },
        { id: second, name: 'website' },
      ],
      createdAt: Date.parse(at),
      createdBy: 1001,
    },
  });
}
