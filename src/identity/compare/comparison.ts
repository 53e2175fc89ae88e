/** What comparing two records found: a level for each field, and how rare the value is that they share. */

/** The level of a field that one of the two does not have. */
export const missing = -1;

/** One is made and used again for millions of pairs. */
export class Comparison {
  readonly levels: Int8Array;
  /** The share of records holding the value that both have; 0 = the level alone counts. */
  readonly shares: Float64Array;

  constructor(fields: number) {
    this.levels = new Int8Array(fields);
    this.shares = new Float64Array(fields);
  }

  clear(): void {
    this.levels.fill(missing);
    this.shares.fill(0);
  }

  set(field: number, level: number, share = 0): void {
    this.levels[field] = level;
    this.shares[field] = share;
  }

  levelOf(field: number): number {
    return this.levels[field] ?? missing;
  }

  shareOf(field: number): number {
    return this.shares[field] ?? 0;
  }
}
