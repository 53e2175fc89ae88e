/** Seeded chance: the same seed makes the same people. */
import { Lottery } from '../../src/identity/score/lottery.ts';

export class Chance extends Lottery {
  /** True this often. */
  often(share: number): boolean {
    return this.fraction() < share;
  }

  pick<T>(items: readonly T[], otherwise: T): T {
    return items[this.below(items.length)] ?? otherwise;
  }

  /** The first are picked most: of 150, the first one time in 28. */
  frequent(items: readonly string[]): string {
    return items[Math.floor(this.fraction() ** 1.5 * items.length)] ?? '';
  }

  digits(length: number): string {
    return Array.from({ length }, () => String(this.below(10))).join('');
  }
}
