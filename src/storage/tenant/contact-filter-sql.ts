/** From one filter of a contact list to a condition on `contact c`. Every value is a parameter, and $1 is the tenant. */
import type { ContactFilter, ContactTextField, TextOperator } from '../../core/port/list-query.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import { customFieldCondition } from './custom-field-filter-sql.ts';
import type { Parameters } from './list/parameters.ts';
import { searchTexts } from './search-document.ts';
import { documentsWith, documentText } from './searched-document.ts';

const instantColumns = {
  createdAt: 'c.created_at',
  updatedAt: 'c.updated_at',
  lastActivityAt: 'c.last_activity_at',
} as const;
const instantOperators = { gte: '>=', gt: '>', lt: '<', lte: '<=' } as const;

type InstantFilter = Extract<ContactFilter, { field: keyof typeof instantColumns }>;
type TextFilter = Extract<ContactFilter, { field: ContactTextField }>;
type OtherFilter = Exclude<ContactFilter, InstantFilter | TextFilter>;

export function conditionOf(filter: ContactFilter, parameters: Parameters): string {
  if (isInstantFilter(filter)) {
    const at = parameters.add(formatIsoMicros(filter.value), 'timestamptz');
    return `${instantColumns[filter.field]} ${instantOperators[filter.op]} ${at}`;
  }
  return isTextFilter(filter)
    ? textFieldCondition(filter, parameters)
    : otherCondition(filter, parameters);
}

/** The same of a contact whose search document is known to hold the filter's `documentTexts`. */
export function conditionOfFound(filter: ContactFilter, parameters: Parameters): string {
  if (filter.field === 'all') {
    const conditions = filter.filters.map((part) => conditionOfFound(part, parameters));
    return conditions.length === 0 ? 'true' : conditions.join(' and ');
  }
  if (filter.field === 'text') return 'true';
  return isTextFilter(filter) && filter.op !== 'present'
    ? valueCondition(filter, parameters)
    : conditionOf(filter, parameters);
}

function isInstantFilter(filter: ContactFilter): filter is InstantFilter {
  return filter.field in instantColumns;
}

function isTextFilter(filter: ContactFilter): filter is TextFilter {
  return filter.field === 'account' || filter.field in textColumns || filter.field in textLists;
}

function otherCondition(filter: OtherFilter, parameters: Parameters): string {
  if (filter.field === 'not') return `(${conditionOf(filter.filter, parameters)}) is not true`;
  if ('filters' in filter) return joined(filter, parameters);
  return isColumnFilter(filter)
    ? columnCondition(filter, parameters)
    : childCondition(filter, parameters);
}

type ColumnFilter = Extract<ContactFilter, { field: 'id' | 'accountId' | 'dnd' | 'archived' }>;

const columnFields: ReadonlySet<ContactFilter['field']> = new Set([
  'id',
  'accountId',
  'dnd',
  'archived',
]);

function isColumnFilter(filter: OtherFilter): filter is ColumnFilter {
  return columnFields.has(filter.field);
}

function columnCondition(filter: ColumnFilter, parameters: Parameters): string {
  switch (filter.field) {
    case 'id':
      return `c.id = ${parameters.add(filter.value, 'uuid')}`;
    case 'accountId':
      return `c.account_id = ${parameters.add(filter.value, 'uuid')}`;
    case 'dnd':
      return filter.value ? 'c.dnd' : 'not c.dnd';
    case 'archived':
      return filter.value ? 'c.archived_at is not null' : 'c.archived_at is null';
  }
}

/** Of none, all hold and not one does. */
function joined(
  { field, filters }: Extract<ContactFilter, { field: 'all' | 'any' }>,
  parameters: Parameters,
): string {
  const conditions = filters.map((filter) => conditionOf(filter, parameters));
  if (conditions.length === 0) return field === 'all' ? 'true' : 'false';
  return `(${conditions.join(field === 'all' ? ' and ' : ' or ')})`;
}

type ChildFilter = Exclude<OtherFilter, ColumnFilter | { field: 'not' | 'all' | 'any' }>;

/** The contact has such a relation, tag, method, text or value. */
function childCondition(filter: ChildFilter, parameters: Parameters): string {
  switch (filter.field) {
    case 'customField':
      return customFieldCondition(filter, parameters);
    case 'relatedTo':
      return `c.id in (select r.contact_id from relation r where r.tenant_id = $1 and r.target_number = ${parameters.add(filter.value, 'bigint')} and r.target_kind in ('account', 'site', 'booking') and r.active)`;
    case 'tag':
      return `exists (select 1 from contact_tag l join tag t on t.tenant_id = l.tenant_id and t.id = l.tag_id where l.tenant_id = c.tenant_id and l.contact_id = c.id and t.name = ${parameters.add(filter.value, 'text')})`;
    case 'method':
      return `exists (select 1 from contact_method m where m.tenant_id = c.tenant_id and m.contact_id = c.id and m.key = ${parameters.add(filter.key, 'text')} and m.kind = ${parameters.add(filter.kind, 'text')})`;
    case 'text':
      return documentCondition(filter.value, parameters);
  }
}

function addressColumn(column: string): string {
  return `(select ${column} from contact_address a where a.tenant_id = c.tenant_id and a.contact_id = c.id order by a.is_primary desc, a.position limit 1)`;
}

type ListField = 'email' | 'phone' | 'tagName' | 'follower';
const textColumns: Readonly<Record<Exclude<ContactTextField, 'account' | ListField>, string>> = {
  givenName: 'c.given_name',
  familyName: 'c.family_name',
  shownName: `coalesce(c.full_name, nullif(concat_ws(' ', c.given_name, c.family_name), ''), nullif(c.display_name, ''))`,
  jobTitle: 'c.job_title',
  companyName: 'c.company_name',
  externalId: 'c.external_id',
  leadSource: 'c.lead_source',
  assignedTo: 'c.assigned_to',
  accountName: `(select a.name from account a where a.tenant_id = c.tenant_id and a.id = c.account_id)`,
  street: addressColumn('a.street1'),
  city: addressColumn('a.city'),
  state: addressColumn('a.state'),
  postalCode: addressColumn('a.postal_code'),
  country: addressColumn('coalesce(a.country_code, a.country)'),
};

interface TextList {
  readonly column: string;
  readonly from: string;
}
function methodList(kind: 'email' | 'phone'): TextList {
  const ofContact = 'm.tenant_id = c.tenant_id and m.contact_id = c.id and m.shadow_of is null';
  return { column: 'm.key', from: `contact_method m where ${ofContact} and m.kind = '${kind}'` };
}
const textLists: Readonly<Record<ListField, TextList>> = {
  email: methodList('email'),
  phone: methodList('phone'),
  tagName: {
    column: 't.name',
    from: 'contact_tag l join tag t on t.tenant_id = l.tenant_id and t.id = l.tag_id where l.tenant_id = c.tenant_id and l.contact_id = c.id',
  },
  follower: {
    column: 'f.follower',
    from: 'jsonb_array_elements_text(c.followers) as f(follower) where true',
  },
};

function textFieldCondition(filter: TextFilter, parameters: Parameters): string {
  if (filter.op === 'present') return presence(filter.field);
  const condition = valueCondition(filter, parameters);
  const text = documentText(filter);
  return text === null ? condition : `${documentCondition(text, parameters)} and ${condition}`;
}

function valueCondition(
  { field, op, value: text }: Exclude<TextFilter, { op: 'present' }>,
  parameters: Parameters,
): string {
  const value = parameters.add(text, 'text');
  if (field === 'account') return accountCondition(op, value);
  return isListField(field)
    ? listCondition(textLists[field], op, value)
    : compareText(textColumns[field], op, value);
}

function isListField(field: ContactTextField): field is ListField {
  return field in textLists;
}

function listCondition({ column, from }: TextList, operator: TextOperator, value: string): string {
  const positive = operator === 'ne' ? 'eq' : operator;
  const found = `exists (select 1 from ${from} and ${compareText(column, positive, value)})`;
  return operator === 'ne' ? `not ${found}` : found;
}

function presence(field: ContactTextField): string {
  if (field === 'account') return `(c.account_id is not null or c.company_name <> '')`;
  if (isListField(field)) return `exists (select 1 from ${textLists[field].from})`;
  return `btrim(${textColumns[field]}) <> ''`;
}

/** Case and outer blanks do not count, except for `eqExact`; a missing text equals nothing and differs from everything. */
function compareText(column: string, operator: TextOperator, value: string): string {
  switch (operator) {
    case 'eqExact':
      return `${column} = ${value}`;
    case 'eq':
      return `lower(btrim(${column})) = lower(btrim(${value}))`;
    case 'ne':
      return `lower(btrim(${column})) is distinct from lower(btrim(${value}))`;
    case 'contains':
      return `position(lower(${value}) in lower(${column})) > 0`;
  }
}

/** The account by id, by its name, or the contact's own company text. */
function accountCondition(operator: TextOperator, text: string): string {
  const positive = operator === 'ne' ? 'eq' : operator;
  const named = `exists (select 1 from account a where a.tenant_id = c.tenant_id and a.id = c.account_id and (a.id::text = ${text} or ${compareText('a.name', positive, text)}))`;
  const found = `(coalesce(${compareText('c.company_name', positive, text)}, false) or ${named})`;
  return operator === 'ne' ? `not ${found}` : found;
}

function documentCondition(query: string, parameters: Parameters): string {
  const texts = searchTexts(query);
  return `c.id in (${documentsWith(texts.length === 0 ? [''] : texts, parameters)})`;
}
