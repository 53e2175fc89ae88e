/** The member `errors`: sentences by the name of the field as the client sent it, `''` for what concerns none. */
import type { InputIssue, NotFound } from '../../../core/errors.ts';
import type { Failure, ValidationIssue } from '../../../http/failure.ts';
import { scopesAllowing } from '../auth.ts';
import { formatTexts } from '../list/formats.ts';
import type { ApiErrorResponse } from '../wire/schema.ts';
import { wordsOf } from './refusal.ts';
import { nounOf } from './title.ts';

type Errors = ApiErrorResponse['errors'];

export function errorsOf(failure: Failure, title: string): Errors {
  if (failure.code === 'validation_failed') return grouped(failure.issues.map(requestIssue));
  if (failure.code === 'invalid_input') return grouped(failure.issues.map(coreIssue));
  if (failure.code === 'tenant_mismatch') return { [failure.selector]: [`${failure.message}.`] };
  if (failure.code === 'vendor') {
    const { field, sentence } = wordsOf(failure);
    return { [field]: [sentence] };
  }
  if (failure.code === 'capability_missing') return { '': [missingScope(failure.capability)] };
  if (failure.code === 'not_found') return { '': [missingRecord(failure)] };
  const told = failure.code === 'internal' ? title : failure.message;
  return { '': [told.endsWith('.') ? told : `${told}.`] };
}

function missingRecord({ entity, id }: NotFound): string {
  return `No ${nounOf(entity)?.toLowerCase() ?? entity} with id ${id}.`;
}

function missingScope(capability: string): string {
  const names = scopesAllowing(capability);
  if (names.length === 0) return 'The access token does not allow this operation.';
  return `The access token lacks the scope ${names.join(' or ')}.`;
}

interface FieldError {
  readonly field: string;
  readonly sentence: string;
}

function grouped(found: readonly FieldError[]): Errors {
  const byField = new Map<string, string[]>();
  for (const { field, sentence } of found) {
    const said = byField.get(field) ?? [];
    if (!said.includes(sentence)) byField.set(field, [...said, sentence]);
  }
  return Object.fromEntries(byField);
}

function requestIssue(issue: ValidationIssue): FieldError {
  if (issue.path === '' && issue.keyword === 'type') {
    return { field: '', sentence: 'The request body must be a JSON object.' };
  }
  const text =
    issue.keyword === 'required' ? 'is required' : (formatText(issue) ?? typeText(issue));
  // A parameter of many ids is one text, whether they stand between commas or the parameter is repeated.
  const field = issue.where === 'query' ? issue.path.replace(/\[\d+\]$/, '') : issue.path;
  return fieldError(field, text ?? issue.message);
}

function formatText(issue: ValidationIssue): string | undefined {
  const { format } = issue.params;
  return typeof format === 'string' ? formatTexts[format] : undefined;
}

/** `must be string,null` as words. */
function typeText(issue: ValidationIssue): string | undefined {
  if (issue.keyword !== 'type') return undefined;
  const { type } = issue.params;
  const names: readonly unknown[] = Array.isArray(type) ? type : String(type).split(',');
  return `must be of type ${names.join(' or ')}`;
}

/** The core's words for what the vendor's members write. */
const wireNames: Readonly<Record<string, string>> = {
  accountId: 'customerId',
  archived: 'isArchived',
  city: 'address.city',
  country: 'address.country',
  displayName: 'name',
  externalId: 'referenceId',
  familyName: 'name',
  fullName: 'name',
  givenName: 'name',
  jobTitle: 'title',
  key: 'value',
  memo: 'memo',
  name: 'name',
  postalCode: 'address.zip',
  referenceId: 'referenceId',
  state: 'address.state',
  street: 'address.street',
  stripped: 'value',
  unit: 'address.unit',
  value: 'value',
};

/** One method is written at a time, so its place in the contact's list says nothing to the client. */
function coreIssue(issue: InputIssue): FieldError {
  const path = issue.path.replace(/^methods\[\d+\]\./, '');
  const [, place = '', name = ''] =
    /^((?:(?:sites|contactPoints)\[\d+\]\.)*)(.*)$/.exec(path) ?? [];
  const field = wireNames[name];
  if (field === undefined) return fieldError('', issue.message);
  const owner = place.replace('sites', 'locations').replace('contactPoints', 'contacts');
  return fieldError(`${owner}${field}`, issue.message);
}

function fieldError(field: string, message: string): FieldError {
  const subject = field === '' ? 'The request' : `The field ${field}`;
  return { field, sentence: `${subject} ${message}.` };
}
