/** Which paths at the root belong to a dialect. Every dialect is besides mounted whole under `/{name}`. */

/** Stands for a version as the first segment: `2024-03`. */
export const yearMonth = '{YYYY-MM}';

export interface Mount {
  /**
   * Literal segments, `/crm/v2`; the first may be `/{YYYY-MM}`. Covers the path itself and everything below it. `/` alone
   * is the root path and nothing below.
   */
  readonly path: string;
  /** Only the path itself, nothing below. */
  readonly exact?: boolean;
  /** Paths below that are not covered, each with everything below it. */
  readonly except?: readonly string[];
  /** Covered only when the request carries (or lacks) this header, lower-case. */
  readonly when?: { readonly header: string; readonly is: 'present' | 'absent' };
}
