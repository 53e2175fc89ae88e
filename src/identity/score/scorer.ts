/**
 * From a comparison to odds, after Fellegi and Sunter. Two records that agree may be of one person, but also of two people
 * who live or work together and share what such people share; each of these explanations is held against the first.
 */
import type { Comparison } from '../compare/comparison.ts';
import type { Field } from './fields.ts';
import type { Model } from './model.ts';

const stride = 8;
const unset = Number.NaN;

/** Logarithms to base 2 of how likely a comparison is under each explanation, its share of all pairs included. */
export interface Likelihoods {
  same: number;
  strangers: number;
  household: number;
  colleagues: number;
}

export class Scorer {
  readonly #same: Float64Array;
  readonly #strangers: Float64Array;
  /** NaN where the level is as between strangers. */
  readonly #household: Float64Array;
  readonly #colleagues: Float64Array;
  readonly #shares: Likelihoods;
  readonly fields: readonly Field[];
  readonly found: Likelihoods = { same: 0, strangers: 0, household: 0, colleagues: 0 };

  constructor(fields: readonly Field[], model: Model) {
    this.fields = fields;
    this.#same = logarithms(model.same);
    this.#strangers = logarithms(model.strangers);
    this.#household = logarithms(shared(fields, model, 'atHome'));
    this.#colleagues = logarithms(shared(fields, model, 'atWork'));
    const { same, household, colleagues } = model.shares;
    this.#shares = {
      same: Math.log2(same),
      household: Math.log2(household),
      colleagues: Math.log2(colleagues),
      strangers: Math.log2(1 - same - household - colleagues),
    };
  }

  /** Fills and answers `found`, which the next call overwrites. */
  likelihoods(comparison: Comparison): Likelihoods {
    let { same, strangers, household, colleagues } = this.#shares;
    for (let field = 0; field < this.fields.length; field += 1) {
      const level = comparison.levels[field] ?? -1;
      if (level < 0) continue;
      const at = field * stride + level;
      const share = comparison.shareOf(field);
      const chance = this.strangersBits(field, level, share);
      // On a frequent value people of one home agree by chance as strangers do.
      const least = share > 0 ? chance : Number.NEGATIVE_INFINITY;
      const [home, work] = [this.#household[at] ?? unset, this.#colleagues[at] ?? unset];
      same += this.#same[at] ?? 0;
      strangers += chance;
      household += Number.isNaN(home) ? chance : Math.max(home, least);
      colleagues += Number.isNaN(work) ? chance : Math.max(work, least);
    }
    this.found.same = same;
    this.found.strangers = strangers;
    this.found.household = household;
    this.found.colleagues = colleagues;
    return this.found;
  }

  /** Bits of evidence that both are one person: 0 is even odds, 10 a thousand to one. */
  weigh(comparison: Comparison): number {
    const { same, strangers, household, colleagues } = this.likelihoods(comparison);
    return same - sumOf(strangers, household, colleagues);
  }

  /** How likely strangers agree so far, as a logarithm; `share` is that of the value in common, 0 = not known. */
  strangersBits(field: number, level: number, share: number): number {
    return share > 0 ? Math.log2(share) : (this.#strangers[field * stride + level] ?? 0);
  }

  /** What one field says for itself: positive for one person, negative for strangers. */
  fieldBits(comparison: Comparison, field: number): number {
    const level = comparison.levelOf(field);
    if (level < 0) return 0;
    const same = this.#same[field * stride + level] ?? 0;
    return same - this.strangersBits(field, level, comparison.shareOf(field));
  }

  /** The odds before anything is compared, in bits. */
  get priorBits(): number {
    return this.#shares.same - this.#shares.strangers;
  }
}

/** The logarithm of a sum of three powers of two. */
export function sumOf(a: number, b: number, c: number): number {
  const top = Math.max(a, b, c);
  const rest = power(a - top) + power(b - top) + power(c - top);
  return rest === 1 ? top : top + Math.log2(rest);
}

/** What is a millionth of the whole is nothing. */
function power(bits: number): number {
  if (bits === 0) return 1;
  return bits < -20 ? 0 : 2 ** bits;
}

/** From bits to a probability. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/**
 * What people have in common with each other is as often mistyped as what one person has in common with himself; where they
 * have nothing in common they agree like strangers. null for fields of one's own.
 */
function shared(
  fields: readonly Field[],
  { same, strangers }: Model,
  where: 'atHome' | 'atWork',
): (number | null)[][] {
  return fields.map((field, index) => {
    const share = field[where];
    return field.levels.map((_, level) => {
      const [own, chance] = [same[index]?.[level] ?? 0, strangers[index]?.[level] ?? 0];
      return share === 0 ? null : share * own + (1 - share) * chance;
    });
  });
}

function logarithms(table: readonly (readonly (number | null)[])[]): Float64Array {
  const flat = new Float64Array(table.length * stride).fill(unset);
  table.forEach((levels, field) => {
    levels.forEach((value, level) => {
      if (value !== null) flat[field * stride + level] = Math.log2(value);
    });
  });
  return flat;
}
