/** Which column holds what, told by its name. */
import type { MatchAddress, MatchRecord } from '../../src/identity/match-record.ts';
import { isDayFirst } from '../../src/identity/normalise/digits.ts';
import type { Sheet } from './csv.ts';

export const roles = [
  'given',
  'middle',
  'family',
  'full',
  'nickname',
  'prefix',
  'suffix',
  'birth',
  'birthYear',
  'birthMonth',
  'birthDay',
  'company',
  'phone',
  'email',
  'identifier',
  'number',
  'street',
  'line2',
  'city',
  'postcode',
  'state',
  'other',
  'ignore',
] as const;
export type Role = (typeof roles)[number];

/** The first that fits a column's name, written in lower case with single underscores, wins. */
const names: readonly (readonly [Role, RegExp])[] = [
  ['given', /^(given|first|fore|christian)(_?names?)?$|^fname(_c?\d)?$|^vorname$|^given_name_?\d$/],
  ['middle', /^(middle|second|additional)(_?names?)?(_?initial)?$|^mname$|^initials?$/],
  ['family', /^(sur|family_?|last_?)(names?)?$|^lname(_c?\d)?$|^nachname$|^surname_?\d$/],
  ['nickname', /^(nick|preferred|known_as|alias)(_?names?)?$/],
  ['prefix', /^(title|prefix|name_prefix|salutation|honorific)$/],
  ['suffix', /^(suffix|name_suffix|generation)$/],
  ['full', /^(full_?|display_?|contact_?|person_?)?names?$/],
  ['birthYear', /^(by|yob|birth_?year|year_of_birth)$/],
  ['birthMonth', /^(bm|mob|birth_?month|month_of_birth)$/],
  ['birthDay', /^(bd|birth_?day_of_month|day_of_birth|birth_day)$/],
  ['other', /(place|city|town|country|state)_of_birth|birth_?(place|city|town|country|state|name)/],
  ['birth', /birth|^dob$|^bday$|geburt/],
  ['email', /e_?mail/],
  ['phone', /phone|mobile|^tel|^cell|^fax$|landline/],
  ['company', /compan|organi[sz]ation|employer|business_name|^firm/],
  ['number', /^(street|house|building|st)_?(number|no|num)$|^number$/],
  [
    'line2',
    /^(address|addr|street)(_line)?_?2$|^line_?2$|^(unit|apartment|apt|flat)(_number|_no)?$/,
  ],
  ['street', /^(address|addr|street)(_line|_name|_address)?(_?1)?$|^line_?1$|^strasse$/],
  ['city', /^(city|town|suburb|locality|place|municipality|ort)$/],
  ['postcode', /^(post_?(al_?)?code|zip(_?code)?|plz|postal)$/],
  ['state', /^(state|province|region|county|territory)(_code)?$/],
  [
    'identifier',
    /(^|_)(ssn|soc_sec_id|social_security.*|nhs.*|national_id|passport.*|tax_id|licen[cs]e.*|medicare.*|external_id|customer_(id|number|no)|member_(id|number|no))$/,
  ],
];

/** The role of every column; `said` wins over what the name tells. A column in which every cell differs is nobody's. */
export function rolesOf(sheet: Sheet, said: ReadonlyMap<string, Role>): Role[] {
  return sheet.header.map((name, column) => {
    const chosen = said.get(name) ?? byName(name);
    if (chosen !== undefined) return chosen;
    const cells = sheet.rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    return cells.length === 0 || new Set(cells).size === cells.length ? 'ignore' : 'other';
  });
}

function byName(name: string): Role | undefined {
  const plain = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  return names.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** Names of the columns that are compared without a meaning of their own. */
export function otherNames(sheet: Sheet, chosen: readonly Role[]): string[] {
  return sheet.header.filter((_, column) => chosen[column] === 'other');
}

/** Reads rows as records; how the list writes its dates is told by all of them together. */
export function recordReader(
  sheet: Sheet,
  chosen: readonly Role[],
): (row: readonly string[]) => MatchRecord {
  const columnsOf = (role: Role): number[] =>
    chosen.flatMap((found, column) => (found === role ? [column] : []));
  const places = new Map(roles.map((role) => [role, columnsOf(role)]));
  const dates = columnsOf('birth').flatMap((column) => sheet.rows.map((row) => row[column] ?? ''));
  const dayFirst = isDayFirst(dates);
  return (row) => {
    const all = (role: Role): string[] =>
      (places.get(role) ?? []).map((column) => row[column] ?? '');
    const one = (role: Role): string => all(role).find((cell) => cell !== '') ?? '';
    const joined = (role: Role): string => all(role).join(' ').trim();
    return {
      given: joined('given'),
      middle: joined('middle'),
      family: joined('family'),
      full: one('full'),
      nickname: one('nickname'),
      suffix: one('suffix'),
      birth: wholeBirth(one) || (dayFirst ? one('birth') : monthFirst(one('birth'))),
      company: one('company'),
      phones: all('phone'),
      emails: all('email'),
      identifiers: all('identifier'),
      addresses: [addressOf(one)],
      others: all('other').map((cell) => (cell === '' ? null : cell)),
    };
  };
}

/** Year, month and day in columns of their own; '' unless all three are there. */
function wholeBirth(one: (role: Role) => string): string {
  const parts = [one('birthYear'), one('birthMonth'), one('birthDay')];
  return parts.includes('') ? '' : parts.join('-');
}

function addressOf(one: (role: Role) => string): MatchAddress {
  return {
    number: one('number'),
    street: one('street'),
    line2: one('line2'),
    city: one('city'),
    postcode: one('postcode'),
    state: one('state'),
  };
}

/** 12/31/1980 as the matcher reads dates: the day first. */
function monthFirst(text: string): string {
  return text.replace(/^(\d{1,2})(\D)(\d{1,2})(\D\d+)$/, '$3$2$1$4');
}
