/** Why a request is refused before anything is done, as the vendor's reason and a sentence that names the member. */
import type { InputIssue } from '../../core/errors.ts';
import type { ValidationIssue } from '../../http/failure.ts';

export interface Refusal {
  readonly reason:
    'INVALID_ARGUMENT' | 'INVALID_ID' | 'INVALID_JSON_BODY' | 'INVALID_REQUEST_PARAMETER';
  readonly message: string;
}

/**
 * The vendor reads the path, then the query, then the body. A value of the wrong type keeps it from reading the body at
 * all; what it reads and then refuses is an argument.
 */
export function refusalOf(issues: readonly ValidationIssue[]): Refusal {
  const id = issues.find(({ where }) => where === 'params');
  if (id) return { reason: 'INVALID_ID', message: `The provided ${id.path} is not a valid UUID.` };
  const query = issues.filter(({ where }) => where === 'query');
  if (query.length > 0) return told('INVALID_REQUEST_PARAMETER', query);
  const unreadable = issues.filter(({ keyword }) => keyword === 'type' || keyword === 'format');
  return unreadable.length > 0
    ? told('INVALID_JSON_BODY', unreadable)
    : told('INVALID_ARGUMENT', issues);
}

function told(reason: Refusal['reason'], issues: readonly ValidationIssue[]): Refusal {
  return { reason, message: [...new Set(issues.map(sentenceOn))].join(' ') };
}

function sentenceOn(issue: ValidationIssue): string {
  if (issue.where === 'query') {
    return `Invalid format for parameter ${issue.path}: ${wordsOn(issue)}.`;
  }
  if (issue.path === '' && issue.keyword === 'type') {
    return 'The request body must be a JSON object.';
  }
  return `${issue.path || 'The request body'} ${wordsOn(issue)}.`;
}

function wordsOn({ keyword, params, message }: ValidationIssue): string {
  switch (keyword) {
    case 'required':
      return 'must be given';
    case 'enum':
      return `must be one of ${textsOf(params['allowedValues']).join(', ')}`;
    case 'type':
      return `must be of type ${textsOf(params['type']).join(' or ')}`;
    default:
      return wanted[textsOf(params['format'] ?? params['pattern']).join('')] ?? message;
  }
}

/** What the dialect's formats and patterns ask for. */
const wanted: Readonly<Record<string, string>> = {
  'email-address': 'must be an e-mail address such as ada@example.com',
  'tag-id': 'must be a UUID',
  '\\S': 'must not be blank',
  '^[+-]?\\d{1,18}$': 'must be an integer',
};

/** The texts in a keyword's data; null and `''` may stand for nothing anywhere, so nobody needs to be told. */
function textsOf(data: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(data) ? data : [data];
  return list
    .filter((item) => typeof item === 'string' && item !== '' && item !== 'null')
    .map(String);
}

/** The core's words for what this vendor's members write; a member's own name stays. */
const wireNames: Readonly<Record<string, string>> = {
  companyName: 'company',
  displayName: 'display_name',
  externalId: 'external_id',
  familyName: 'last_name',
  fullName: 'display_name',
  givenName: 'first_name',
  jobTitle: 'job_title',
  methods: 'phone_numbers or emails',
  notesText: 'notes',
  origin: 'source',
  tags: 'tag_ids',
};

export function argumentSentence({ path, message }: InputIssue): string {
  const [member = path] = path.split(/[.[]/, 1);
  return `${wireNames[member] ?? path} ${message}.`;
}
