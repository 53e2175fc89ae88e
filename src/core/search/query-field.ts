/** The fields that a query can name, and what each takes. */
import type { ContactKind, ContactOrigin } from '../contact/contact.ts';
import { fromBase62Id, normalizeUuid } from '../value/identifier.ts';
import { normalizeTagName } from '../value/tag-name.ts';
import { allowedTimes, readTimeSpan, type TimeReading } from './query-time.ts';
import type { PresentField, SearchNode, TextConditionField } from './search-node.ts';

/** A value that is refused: what would be allowed. */
export interface Refused {
  readonly allowed: string;
}

export interface FieldValue {
  readonly text: string;
  readonly isPhrase: boolean;
  /** Of the field, from 1. */
  readonly position: number;
}

type Reader = (value: FieldValue, reading: TimeReading) => SearchNode | Refused;

/** Words are folded by the parser, which makes them of free words too. */
export const wordFields = ['name', 'company', 'phone', 'email'] as const;

const texts: Readonly<Record<string, TextConditionField>> = {
  account: 'accountName',
  title: 'jobTitle',
  source: 'leadSource',
  owner: 'assignedTo',
  street: 'street',
  city: 'city',
  state: 'state',
  zip: 'postalCode',
  country: 'country',
};

const present: Readonly<Record<string, PresentField>> = {
  phone: 'phone',
  email: 'email',
  tag: 'tagName',
  company: 'account',
  title: 'jobTitle',
  city: 'city',
  ext: 'externalId',
  source: 'leadSource',
  owner: 'assignedTo',
};

const origins: Readonly<Record<string, ContactOrigin>> = {
  manual: 'manual',
  import: 'import',
  api: 'api',
  sync: 'sync',
};
const kinds: Readonly<Record<string, ContactKind>> = {
  person: 'person',
  organisation: 'organisation',
};

const readers: Readonly<Record<string, Reader>> = {
  tag: ({ text }) => {
    const name = normalizeTagName(text);
    return name === null ? { allowed: 'the name of a tag' } : { kind: 'tag', name };
  },
  origin: ({ text }) => {
    const value = origins[text.toLowerCase()];
    return value ? { kind: 'origin', value } : { allowed: Object.keys(origins).join(', ') };
  },
  id: ({ text }) => {
    const id = normalizeUuid(text) ?? fromBase62Id(text);
    return id === null ? { allowed: 'the id of a contact' } : { kind: 'id', id };
  },
  ext: ({ text }) => ({ kind: 'external-id', value: text }),
  has: presence,
  no: (value) => {
    const node = presence(value);
    return 'allowed' in node ? node : { kind: 'not', node };
  },
  is: ({ text }) => {
    const word = text.toLowerCase();
    const kind = kinds[word];
    if (kind) return { kind: 'contact-kind', value: kind };
    if (word === 'archived' || word === 'dnd') return { kind: 'flag', field: word };
    return { allowed: ['archived', 'dnd', ...Object.keys(kinds)].join(', ') };
  },
  created: time('createdAt'),
  changed: time('updatedAt'),
  active: time('lastActivityAt'),
  ...Object.fromEntries(
    Object.entries(texts).map(([name, field]): [string, Reader] => [
      name,
      ({ text }) => ({ kind: 'text', field, value: text }),
    ]),
  ),
};

function presence({ text, position }: FieldValue): SearchNode | Refused {
  const word = text.toLowerCase();
  const [, key] = /^field\.(.+)$/.exec(word) ?? [];
  if (key !== undefined) return { kind: 'custom-field', key, op: null, value: '', position };
  const field = present[word];
  if (field) return { kind: 'present', field };
  return { allowed: [...Object.keys(present), 'field.<key>'].join(', ') };
}

function time(field: 'createdAt' | 'updatedAt' | 'lastActivityAt'): Reader {
  return ({ text }, reading) => {
    const span = readTimeSpan(text, reading);
    return span ? { kind: 'time', field, span } : { allowed: allowedTimes };
  };
}

const orders = { '>=': 'gte', '>': 'gt', '<=': 'lte', '<': 'lt' } as const;

/** `field.size:>40`. */
function readCustomField(key: string, { text, isPhrase, position }: FieldValue): SearchNode {
  const base = { kind: 'custom-field', key, position } as const;
  const operator = isPhrase ? undefined : /^(?:>=|<=|>|<)/.exec(text)?.[0];
  if (operator === '>=' || operator === '>' || operator === '<=' || operator === '<')
    return { ...base, op: orders[operator], value: text.slice(operator.length) };
  return { ...base, op: 'eq', value: text };
}

/** Every name that may stand before a colon, for the message about one that may not. */
export const fieldNames: readonly string[] = [
  ...wordFields,
  ...Object.keys(readers),
  'field.<key>',
];

/** What a field with its value means; null for a field that there is not. */
export function readField(
  name: string,
  value: FieldValue,
  reading: TimeReading,
): SearchNode | Refused | null {
  const [, key] = /^field\.(.+)$/.exec(name) ?? [];
  if (key !== undefined) return readCustomField(key, value);
  return Object.hasOwn(readers, name) ? (readers[name]?.(value, reading) ?? null) : null;
}
