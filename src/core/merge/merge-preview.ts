/** What a merge would do, for somebody to look at before. */
import type { Contact } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import { isSame } from '../event/diff.ts';
import { foldText } from '../value/text.ts';
import { mergeFields, type MergeField, type Preferences } from './merge-rule.ts';
import { isEmpty, wholeName } from './merge-value.ts';

/** Where the value of a field comes from. */
export type FieldSource = 'same' | 'survivor' | 'loser' | 'both';

export interface FieldPreview {
  readonly field: MergeField;
  readonly survivor: unknown;
  readonly loser: unknown;
  readonly result: unknown;
  readonly from: FieldSource;
}

/** Reasons to look twice. None forbids a merge by a person but the first, which has to be overridden. */
export type MergeWarning =
  'not-the-same-person' | 'given-names-differ' | 'birth-dates-differ' | 'both-have-open-jobs';

export interface MergePreview {
  readonly survivor: Contact;
  readonly loser: Contact;
  readonly result: Contact;
  readonly preferences: Preferences;
  /** Those in which at least one of the two says something. */
  readonly fields: readonly FieldPreview[];
  /** How many records would follow, by kind. */
  readonly moves: Readonly<Record<MovingKind, number>>;
  readonly warnings: readonly MergeWarning[];
}

export type MovingKind =
  | 'methods'
  | 'hiddenMethods'
  | 'addresses'
  | 'tags'
  | 'notes'
  | 'tasks'
  | 'jobContacts'
  | 'relations';

export function previewFields(
  survivor: Contact,
  loser: Contact,
  result: Contact,
): readonly FieldPreview[] {
  return mergeFields.flatMap((field) => {
    const [ours, theirs, made] = [survivor, loser, result].map((contact) =>
      valueOf(contact, field),
    );
    if (isNothing(ours) && isNothing(theirs)) return [];
    return [
      { field, survivor: ours, loser: theirs, result: made, from: sourceOf(ours, theirs, made) },
    ];
  });
}

function valueOf(contact: Contact, field: MergeField): unknown {
  return field === 'name' ? wholeName(contact) : contact[field];
}

function isNothing(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).every((member) => isEmpty(member))
    : isEmpty(value);
}

function sourceOf(survivor: unknown, loser: unknown, result: unknown): FieldSource {
  if (isSame(survivor, loser)) return 'same';
  if (isSame(result, survivor)) return 'survivor';
  return isSame(result, loser) ? 'loser' : 'both';
}

/** What of the two contradicts: nobody may merge them without looking. */
export function contradictions(a: Contact, b: Contact): MergeWarning[] {
  return [
    ...(haveDifferentGivenNames(a, b) ? (['given-names-differ'] as const) : []),
    ...(a.dateOfBirth !== null && b.dateOfBirth !== null && a.dateOfBirth !== b.dateOfBirth
      ? (['birth-dates-differ'] as const)
      : []),
  ];
}

/** An initial or the beginning of the other name does not contradict it. */
function haveDifferentGivenNames(a: Contact, b: Contact): boolean {
  const one = bareName(a.givenName);
  const other = bareName(b.givenName);
  return one !== '' && other !== '' && !one.startsWith(other) && !other.startsWith(one);
}

function bareName(name: string | null): string {
  return foldText(name ?? '')
    .replaceAll('.', '')
    .trim();
}

/** Who of two stays: whoever is busier, else the older one. */
export function survivorOfTwo(
  a: { readonly contact: Contact; readonly openJobs: number },
  b: { readonly contact: Contact; readonly openJobs: number },
): { readonly survivorId: Uuid; readonly loserId: Uuid } {
  const first =
    a.openJobs === b.openJobs
      ? a.contact.createdAt <= b.contact.createdAt
      : a.openJobs > b.openJobs;
  const [survivor, loser] = first ? [a, b] : [b, a];
  return { survivorId: survivor.contact.id, loserId: loser.contact.id };
}
