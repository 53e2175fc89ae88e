/** The sentences of the vendor's validation library, made from what our validator and the core found. */
import type { InputIssue } from '../../core/errors.ts';
import type { ValidationIssue } from '../../http/failure.ts';

/** One list for a 422, each sentence once. Lists are counted with dots on the wire: `customFields.0.id`. */
export function validationMessages(issues: readonly ValidationIssue[]): string[] {
  return [...new Set(issues.flatMap((issue) => messagesOf(issue)))];
}

function messagesOf(issue: ValidationIssue): string[] {
  const name = wirePath(issue.path);
  switch (issue.keyword) {
    case 'required':
      return missing(child(name, issue.params['missingProperty']));
    case 'additionalProperties':
      return [unknownProperty(name, issue.params['additionalProperty'])];
    case 'type':
      return [wrongType(name, issue.params['type'])];
    case 'enum':
      return [`${name} must be a valid enum value`];
    case 'minLength':
      return [`${name} should not be empty`];
    default:
      return [outOfBounds(name, issue)];
  }
}

function outOfBounds(name: string, { keyword, params, message }: ValidationIssue): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'maximum':
      return `${name} must not be greater than ${limit}`;
    case 'minimum':
      return `${name} must not be less than ${limit}`;
    case 'maxLength':
      return `${name} must be shorter than or equal to ${limit} characters`;
    case 'maxItems':
      return `${name} must contain no more than ${limit} elements`;
    default:
      return `${name === '' ? 'body' : name} ${message}`;
  }
}

/** `customFields[0].id` → `customFields.0.id`. */
function wirePath(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, '.$1').replace(/^\./, '');
}

/** The validator names the parent or the member itself: both read as the member. */
function child(parent: string, member: unknown): string {
  const name = String(member);
  if (parent === '') return name;
  return parent === name || parent.endsWith(`.${name}`) ? parent : `${parent}.${name}`;
}

/** Members that are required and no text. */
const typeOf: Readonly<Record<string, string>> = {
  pageLimit: 'number',
  completed: 'boolean',
  tags: 'array',
  contacts: 'array',
  ids: 'array',
  followers: 'array',
};

function missing(name: string): string[] {
  const leaf = name.split('.').at(-1) ?? name;
  const type = Object.hasOwn(typeOf, leaf) ? typeOf[leaf] : 'string';
  return leaf === 'status'
    ? [`${name} should not be empty`, `${name} must be a valid enum value`]
    : [`${name} should not be empty`, wrongType(name, type)];
}

/** The library puts the way to the object before the whole sentence. */
function unknownProperty(name: string, member: unknown): string {
  const property = String(member);
  const sentence = `property ${property.slice(0, 100)} should not exist`;
  const parent = name.endsWith(property) ? name.slice(0, -property.length) : `${name}.`;
  return parent === '' || parent === '.' ? sentence : `${parent}${sentence}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number conforming to the specified constraints',
  integer: 'an integer number',
  boolean: 'a boolean value',
  array: 'an array',
  object: 'an object',
};

function wrongType(name: string, type: unknown): string {
  const words = typeWords[String(type).split(',')[0] ?? ''] ?? 'valid';
  const item = /^(.+)\.\d+$/.exec(name)?.[1];
  if (item !== undefined) return `each value in ${item} must be ${words}`;
  return `${name === '' ? 'body' : name} must be ${words}`;
}

/** Core word → wire word, where the two differ. */
const wireNames: Readonly<Record<string, string>> = {
  givenName: 'firstName',
  familyName: 'lastName',
  fullName: 'name',
  leadSource: 'source',
  leadType: 'type',
  timeZone: 'timezone',
  accountId: 'businessId',
  street: 'address',
  street1: 'address1',
  content: 'value',
  inboundDnd: 'inboundDndSettings',
};

/** What the core refused: the field in the vendor's word, then the core's sentence. */
export function inputMessages(issues: readonly InputIssue[]): string[] {
  return [...new Set(issues.map(({ path, message }) => `${wireName(path)} ${message}`))];
}

function wireName(path: string): string {
  const [first = '', ...rest] = wirePath(path).split('.');
  if (first === 'addresses') return translated(rest.at(-1) ?? first);
  if (first === 'extra') return rest.at(-1) ?? first;
  if (first === 'methods') return 'phone or email';
  if (first === 'tags') return 'each value in tags';
  return [translated(first), ...rest].join('.');
}

function translated(word: string): string {
  return wireNames[word] ?? word;
}
