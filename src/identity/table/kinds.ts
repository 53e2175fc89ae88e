/** The dictionaries and tallies of a table, one for each kind of value. */
import { Dictionary } from './dictionary.ts';
import { Tally } from './tally.ts';

/** Kinds of value that are counted, with the chance that two strangers agree on one. */
const typicalShares = {
  given: 0.004,
  family: 0.0008,
  birth: 0.00004,
  phone: 0.000_002,
  local: 0.0001,
  pattern: 0.000_001,
  number: 0.015,
  door: 0.000_005,
  street: 0.001,
  line2: 0.002,
  city: 0.005,
  postcode: 0.002,
  company: 0.0005,
  identifier: 0.000_001,
} as const;

type Kind = keyof typeof typicalShares;

/** Given and family names share their numbers, since they are compared crosswise. */
export interface Vocabulary {
  readonly dictionaries: Readonly<Record<Kind | 'email', Dictionary>>;
  readonly tallies: Readonly<Record<Kind, Tally>>;
  readonly otherDictionaries: readonly Dictionary[];
  readonly otherTallies: readonly Tally[];
}

const typicalOther = 0.01;

export function makeVocabulary(others: number): Vocabulary {
  const names = new Dictionary();
  return {
    dictionaries: {
      given: names,
      family: names,
      birth: make(),
      phone: make(),
      email: make(),
      local: make(),
      pattern: make(),
      number: make(),
      door: make(),
      street: make(),
      line2: make(),
      city: make(),
      postcode: make(),
      company: make(),
      identifier: make(),
    },
    tallies: {
      given: tally('given'),
      family: tally('family'),
      birth: tally('birth'),
      phone: tally('phone'),
      local: tally('local'),
      pattern: tally('pattern'),
      number: tally('number'),
      door: tally('door'),
      street: tally('street'),
      line2: tally('line2'),
      city: tally('city'),
      postcode: tally('postcode'),
      company: tally('company'),
      identifier: tally('identifier'),
    },
    otherDictionaries: Array.from({ length: others }, make),
    otherTallies: Array.from({ length: others }, () => new Tally(typicalOther)),
  };
}

function make(): Dictionary {
  return new Dictionary();
}

function tally(kind: Kind): Tally {
  return new Tally(typicalShares[kind]);
}
