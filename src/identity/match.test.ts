import { describe, expect, test } from 'vitest';
import { shownValues } from './explain/shown-values.ts';
import { Matcher, type Matches } from './match.ts';
import type { MatchRecord } from './match-record.ts';

/** Ten people who have nothing to do with each other, as in a small address book. */
const strangers: readonly MatchRecord[] = [
  ['Olga', 'Brandt'],
  ['Marcus', 'Teller'],
  ['Priya', 'Nair'],
  ['Tom', 'Okafor'],
  ['Ines', 'Duarte'],
  ['Karl', 'Lindqvist'],
  ['Wei', 'Zhang'],
  ['Hanna', 'Kowalska'],
  ['Peter', 'Novak'],
  ['Rosa', 'Delgado'],
].map(([given = '', family = ''], index) => ({
  given,
  family,
  phones: [`+1555010${1000 + index}`],
  emails: [`${given}@example.com`],
}));

function matched(
  records: readonly MatchRecord[],
  among: readonly MatchRecord[] = strangers,
): Matches {
  const matcher = new Matcher();
  for (const record of [...records, ...among]) matcher.add(record);
  return matcher.run();
}

function explained(a: MatchRecord, b: MatchRecord) {
  return matched([a, b]).explain(0, 1, shownValues(a, b));
}

describe('finds one person behind', () => {
  const phones = ['+15550109999'];
  const home = [{ street: '12 Mill Road', city: 'Dover', postcode: '10999' }];
  const cases: readonly (readonly [string, MatchRecord, MatchRecord])[] = [
    [
      'a nickname',
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Bob', family: 'Ashby', phones },
    ],
    [
      'swapped names',
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Ashby', family: 'Robert', phones },
    ],
    [
      'a title and one name field',
      { given: 'Robert', family: 'Ashby', phones },
      { full: 'Dr. Robert Ashby', phones },
    ],
    [
      'family name first',
      { given: 'Robert', family: 'Ashby', phones },
      { full: 'Ashby, Robert', phones },
    ],
    [
      'a slip of the hand',
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Robert', family: 'Ahsby', phones },
    ],
    [
      'other letters',
      { given: 'Jürgen', family: 'Groß', phones },
      { given: 'Jurgen', family: 'Gross', phones },
    ],
    [
      'Cyrillic',
      { given: 'Иван', family: 'Петров', phones },
      { given: 'Ivan', family: 'Petrov', phones },
    ],
    [
      'a mobile in two spellings',
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Robert', family: 'Ashby', phones: ['0555 010 9999'] },
    ],
    [
      'an address with a tag',
      { given: 'Robert', family: 'Ashby', emails: ['r.ashby@gmail.com'] },
      { given: 'Robert', family: 'Ashby', emails: ['RAshby+news@gmial.com'] },
    ],
    [
      'a date with day and month swapped',
      { given: 'Robert', family: 'Ashby', birth: '1980-03-11', addresses: home },
      { given: 'Robert', family: 'Ashby', birth: '1980-11-03', addresses: home },
    ],
    [
      'a street in short',
      { given: 'Robert', family: 'Ashby', addresses: home },
      {
        given: 'Rob',
        family: 'Ashby',
        addresses: [{ number: '12', street: 'Mill Rd', postcode: '10999' }],
      },
    ],
  ];
  test.each(cases)('%s', (_, a, b) => {
    expect(matched([a, b]).clusters.map((group) => group.toSorted((x, y) => x - y))).toEqual([
      [0, 1],
    ]);
  });
});

describe('keeps apart', () => {
  const home = [{ street: '12 Mill Road', city: 'Dover', postcode: '10999' }];
  const landline = ['+15550108888'];
  const family = { family: 'Ashby', phones: landline, addresses: home };

  test('a couple with one landline and address', () => {
    const { clusters } = matched([
      { ...family, given: 'Robert' },
      { ...family, given: 'Mary' },
    ]);
    expect(clusters).toEqual([]);
  });

  test('twins', () => {
    const twins = { ...family, birth: '1990-05-06' };
    const { clusters } = matched([
      { ...twins, given: 'Robert' },
      { ...twins, given: 'Charlotte' },
    ]);
    expect(clusters).toEqual([]);
  });

  test('father and son of one name, born in different years', () => {
    const father = { ...family, given: 'Robert', birth: '1950-05-06', suffix: 'Sr' };
    const son = { ...family, given: 'Robert', birth: '1982-11-23', suffix: 'Jr' };
    const { conflicts } = explained(father, son);
    expect(conflicts).toContain('dateOfBirth');
    expect(matched([father, son]).clusters).toEqual([]);
  });

  test('the people behind one front desk', () => {
    const office = {
      company: 'Harbour Dental',
      phones: ['+15550107777'],
      emails: ['info@harbour.example'],
    };
    const names = [
      ['Anne', 'Field'],
      ['Louis', 'Marsh'],
      ['Grace', 'Hall'],
      ['Omar', 'Said'],
    ];
    const staff = names.map(([given = '', name = '']) => ({ ...office, given, family: name }));
    expect(matched(staff).clusters).toEqual([]);
  });

  test('strangers who share a name, once they differ in everything else', () => {
    const one = {
      given: 'John',
      family: 'Smith',
      phones: ['+15550101111'],
      birth: '1950-01-02',
      addresses: home,
    };
    const other = {
      given: 'John',
      family: 'Smith',
      phones: ['+15550102222'],
      birth: '1987-10-30',
      addresses: [{ street: '7 Hill Lane', city: 'Salem', postcode: '20888' }],
    };
    expect(matched([one, other]).clusters).toEqual([]);
  });

  test('people of one name who all make their address the same way', () => {
    const plain = (name: string): MatchRecord => ({
      given: name,
      family: 'Smith',
      emails: [`${name}.smith@mail.example`],
    });
    const twice = [plain('John'), plain('John')];
    const weightAmong = (others: readonly MatchRecord[]): number => {
      const { reasons } = matched(twice, others).explain(
        0,
        1,
        shownValues(twice[0] ?? {}, twice[1] ?? {}),
      );
      return reasons.find(({ field }) => field === 'email')?.weight ?? 0;
    };
    const alike = strangers.map(({ given }) => plain(given ?? ''));
    expect(weightAmong(strangers)).toBeGreaterThan(weightAmong([...alike, ...alike]) + 3);
  });

  test('people without anything to compare', () => {
    expect(matched([{}, {}, { given: 'Mr' }]).clusters).toEqual([]);
  });
});

describe('explains', () => {
  const phones = ['+15550109999'];

  test('each field in a sentence with its weight, strongest first, and they add up', () => {
    const { reasons, weight, verdict } = explained(
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Bob', family: 'Ashby', phones },
    );
    const sentences = reasons.map(({ sentence }) => sentence);
    expect(sentences).toContain('One given name is a form of the other: “Robert” and “Bob”.');
    expect(sentences).toContain('They have the family name “Ashby”.');
    expect(verdict).toBe('same');
    expect(reasons.reduce((sum, reason) => sum + reason.weight, 0)).toBeCloseTo(weight, 0);
  });

  test('that differing given names forbid merging without asking', () => {
    const { conflicts, verdict } = explained(
      { given: 'Robert', family: 'Ashby', phones },
      { given: 'Mary', family: 'Ashby', phones },
    );
    expect(conflicts).toEqual(['givenName']);
    expect(verdict).not.toBe('same');
  });

  test('the same whichever of the two comes first', () => {
    const a = { given: 'Robert', family: 'Ashby', phones, birth: '1980-01-01' };
    const b = { given: 'Ashby', family: 'Bob', phones, emails: ['b@example.com'] };
    expect(explained(a, b).weight).toBeCloseTo(explained(b, a).weight, 6);
  });
});

test('where most people are there several times, less is asked of a pair', () => {
  const alike = { given: 'Robert', family: 'Ashby' };
  const oftenTwice = strangers.flatMap((person) => [person, person, person, person]);
  const weightAmong = (others: readonly MatchRecord[]): number =>
    matched([alike, alike], others).model.shares.same;
  const [once, often] = [strangers, oftenTwice].map(
    (others) => weightAmong(others) * (others.length + 1),
  );
  expect(often).toBeGreaterThan((once ?? 0) * 1.5);
});

test('a lone name tells in either field, and a house number without its street', () => {
  const { reasons } = explained(
    { full: 'Ashby', addresses: [{ number: '412', postcode: '10999' }] },
    {
      family: 'Ashby',
      addresses: [{ number: '412', street: 'Mill Road', city: 'Dover', postcode: '10999' }],
    },
  );
  const sentences = reasons.map(({ sentence }) => sentence);
  expect(sentences).toContain('They have the family name “Ashby”.');
  expect(sentences).toContain('They have the house number “412”.');
});

test('an address in one cell is compared part by part, and a town with another postcode counts less', () => {
  const weightOf = (line: string): number => {
    const { reasons } = explained(
      { given: 'Ann', addresses: [{ street: line }] },
      { given: 'Ann', addresses: [{ street: '12 Mill Road', city: 'Dover', postcode: '10999' }] },
    );
    return reasons.find(({ field }) => field === 'place')?.weight ?? 0;
  };
  expect(weightOf('12 Mill Rd, Dover, 10999')).toBeGreaterThan(weightOf('12 Mill Rd, Dover'));
  expect(weightOf('12 Mill Rd, Dover')).toBeGreaterThan(weightOf('12 Mill Rd, Dover, 20555'));
});

test('finds the same at every run', () => {
  const twice = [...strangers, ...strangers.slice(0, 4)];
  expect(matched([], twice).pairs).toEqual(matched([], twice).pairs);
  expect(matched([], twice).clusters).toHaveLength(4);
});

test('compares only across lists when two lists are linked', () => {
  const matcher = new Matcher({ acrossSources: true });
  for (const source of [0, 1]) for (const record of strangers) matcher.add(record, source);
  matcher.add(strangers[0] ?? {}, 0);
  const pairs = matcher.run().pairs.map(({ a, b }) => [a, b]);
  expect(pairs).toContainEqual([0, 10]);
  expect(pairs).not.toContainEqual([0, 20]);
});
