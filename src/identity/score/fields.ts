/**
 * The fields that are compared, with their levels of agreement from the worst to the best. A level's numbers are how often it
 * is met: between two records of one person (`same`), and of two strangers. They are where learning begins, and in a small
 * address book nearly where it ends.
 */

export interface Level {
  readonly same: number;
  readonly strangers: number;
}

export interface Field {
  readonly name: string;
  readonly levels: readonly Level[];
  /** How often two people of one home have the value in common, as truly as one person has it twice. */
  readonly atHome: number;
  /** The same of two who work together. */
  readonly atWork: number;
  /** Not learned: what is there says too little of it. */
  readonly isFixed: boolean;
  /** The most that two records of one person may be found to differ: else people of one home are taken for one. */
  readonly mostDiffering: number;
}

/** Places of the fields in a comparison; further columns follow. */
export const At = {
  given: 0,
  family: 1,
  order: 2,
  generation: 3,
  birth: 4,
  phone: 5,
  email: 6,
  street: 7,
  line2: 8,
  place: 9,
  company: 10,
  identifier: 11,
  middle: 12,
  houseNumber: 13,
  others: 14,
} as const;

type Row = readonly [same: number, strangers: number];
type Traits = Partial<Omit<Field, 'name' | 'levels'>>;

function field(name: string, traits: Traits, ...rows: readonly Row[]): Field {
  return {
    name,
    levels: rows.map(([same, strangers]) => ({ same, strangers })),
    atHome: 0,
    atWork: 0,
    isFixed: false,
    mostDiffering: 1,
    ...traits,
  };
}

const fixed: readonly Field[] = [
  // differs, a little alike, initial, alike, a form of the same, same
  field(
    'givenName',
    // Children are named after their parents.
    { mostDiffering: 0.1, atHome: 0.01 },
    [0.01, 0.946],
    [0.02, 0.03],
    [0.03, 0.006],
    [0.08, 0.004],
    [0.06, 0.008],
    [0.8, 0.006],
  ),
  // differs, a little alike, a part in common, alike, same
  field(
    'familyName',
    { atHome: 0.75 },
    [0.04, 0.965],
    [0.02, 0.025],
    [0.03, 0.002],
    [0.09, 0.004],
    [0.82, 0.004],
  ),
  // given and family name swapped, in their places: two ways of laying names over each other agree by chance twice as often
  field('nameOrder', { isFixed: true }, [0.025, 0.05], [0.975, 0.95]),
  // senior and junior, the same
  field('generation', { isFixed: true }, [0.01, 0.5], [0.99, 0.5]),
  // differs, the year or the day, one slip or swap, same: twins are rare
  field(
    'dateOfBirth',
    { mostDiffering: 0.08, atHome: 0.015 },
    [0.02, 0.962],
    [0.03, 0.034],
    [0.07, 0.004],
    [0.88, 0.00004],
  ),
  // none in common, one digit off, same
  field('phone', { atHome: 0.6, atWork: 0.7 }, [0.25, 0.9999], [0.05, 0.00005], [0.7, 0.00005]),
  // none in common, a firm's address in common, alike, same
  field(
    'email',
    { atHome: 0.08, atWork: 0.05 },
    [0.3, 0.9995],
    [0.02, 0.0003],
    [0.1, 0.0002],
    [0.58, 0.00002],
  ),
  // differs, the number alone, the street alone, number and a similar street, same
  field(
    'street',
    { atHome: 0.95, atWork: 0.5 },
    [0.2, 0.98],
    [0.02, 0.015],
    [0.06, 0.005],
    [0.12, 0.0002],
    [0.6, 0.0001],
  ),
  // differs, alike, same
  field('addressLine2', { atHome: 0.95, atWork: 0.6 }, [0.15, 0.97], [0.15, 0.02], [0.7, 0.01]),
  // differs, nearly one of them, the town with another postcode, the town, the postcode, both
  field(
    'place',
    { atHome: 0.98, atWork: 0.6 },
    [0.1, 0.93],
    [0.05, 0.03],
    [0.02, 0.01],
    [0.06, 0.01],
    [0.09, 0.01],
    [0.68, 0.01],
  ),
  // differs, alike, same
  field('company', { atHome: 0.05, atWork: 0.98 }, [0.2, 0.985], [0.1, 0.01], [0.7, 0.005]),
  // none in common, one slip, same
  field('identifier', {}, [0.1, 0.9998], [0.08, 0.00019], [0.82, 0.00001]),
  // differs, initial, same
  field('middleName', { mostDiffering: 0.15 }, [0.06, 0.92], [0.3, 0.06], [0.64, 0.02]),
  // differs, same: only asked where one of the two says no street
  field('houseNumber', { atHome: 0.95, atWork: 0.5 }, [0.15, 0.98], [0.85, 0.02]),
];

const other = field('other', {}, [0.12, 0.92], [0.08, 0.03], [0.8, 0.05]);

/** With one field for each further column, named by it. */
export function fieldsWith(others: readonly string[]): readonly Field[] {
  return [...fixed, ...others.map((name) => ({ ...other, name }))];
}
