/** Which of two values survives a merge: the rules that can be asked for, and what they come down to for two contacts. */
import type { Contact, ContactOrigin } from '../contact/contact.ts';
import { InvalidInput } from '../errors.ts';

/** The fields that a rule can be given for. `name` is given, family and full name together: halves of two names make a third. */
export const mergeFields = [
  'name',
  'displayName',
  'kind',
  'namePrefix',
  'middleName',
  'nameSuffix',
  'nickname',
  'jobTitle',
  'companyName',
  'accountId',
  'externalId',
  'leadSource',
  'leadType',
  'website',
  'timeZone',
  'dateOfBirth',
  'gender',
  'language',
  'photo',
  'assignedTo',
  'notesText',
  'attribution',
  'customFields',
  'extra',
] as const;
export type MergeField = (typeof mergeFields)[number];

/** A value always survives where the other side has none. `both` keeps two texts, one below the other: notes only. */
export const mergeRules = ['survivor', 'loser', 'recent', 'source', 'complete', 'both'] as const;
export type MergeRule = (typeof mergeRules)[number];

/** What a merge is asked to keep. */
export interface MergeRules {
  /** For fields not named; `survivor` when absent. */
  readonly all?: MergeRule;
  readonly fields?: Readonly<Partial<Record<MergeField, MergeRule>>>;
  /** Origins from the most to the least trusted, for the rule `source`. */
  readonly sources?: readonly ContactOrigin[];
}

/** A rule once it is known which two contacts it is for. */
export type Preference = 'survivor' | 'loser' | 'complete' | 'both';
export type Preferences = Readonly<Partial<Record<MergeField, Preference>>>;

const trusted: readonly ContactOrigin[] = ['manual', 'sync', 'import', 'api'];

/** @throws InvalidInput for `both` where two values cannot stand together. */
export function preferencesOf(
  { all = 'survivor', fields = {}, sources = trusted }: MergeRules,
  survivor: Contact,
  loser: Contact,
): Preferences {
  const preferences: { -readonly [K in MergeField]?: Preference } = {};
  for (const field of mergeFields) {
    const rule = fields[field] ?? usualRule(field, all);
    if (rule === 'both' && field !== 'notesText')
      throw InvalidInput.of(
        fields[field] === undefined ? 'rules.all' : `rules.fields.${field}`,
        'is both, but only notesText can keep both values',
      );
    preferences[field] = preferenceOf(rule, sources, survivor, loser);
  }
  return preferences;
}

/** Two notes texts can stand together, so neither has to go. */
function usualRule(field: MergeField, all: MergeRule): MergeRule {
  return field === 'notesText' && all === 'survivor' ? 'both' : all;
}

function preferenceOf(
  rule: MergeRule,
  sources: readonly ContactOrigin[],
  survivor: Contact,
  loser: Contact,
): Preference {
  if (rule === 'recent') return lastWritten(loser) > lastWritten(survivor) ? 'loser' : 'survivor';
  if (rule === 'source')
    return rank(sources, loser) < rank(sources, survivor) ? 'loser' : 'survivor';
  return rule;
}

/** When the contact's own fields were last written. */
function lastWritten({ touchedAt, createdAt }: Contact): number {
  return touchedAt ?? createdAt;
}

function rank(sources: readonly ContactOrigin[], { origin }: Contact): number {
  const place = sources.indexOf(origin);
  return place === -1 ? sources.length : place;
}
