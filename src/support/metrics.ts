/** Where any part of the hub reports numbers, without knowing who collects them. */

export interface Measure {
  /** Adds one observation, in the unit that the name says. */
  observe(value: number): void;
}

export interface Count {
  add(amount?: number): void;
}

export interface Metrics {
  /** A distribution; `name` in snake case with its unit last (`flush_rows`, `flush_seconds`), without a prefix. */
  measure(name: string, help: string, buckets: readonly number[]): Measure;
  /** A number that only grows; `name` in snake case, ending in `_total`. */
  count(name: string, help: string): Count;
  /** A number read when it is asked for. */
  gauge(name: string, help: string, read: () => number): void;
}

/** Collects nothing; for tests and commands that serve no `/metrics`. */
export const noMetrics: Metrics = {
  measure: () => ({ observe: () => {} }),
  count: () => ({ add: () => {} }),
  gauge: () => {},
};
