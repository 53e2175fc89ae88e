/** Types of `polydex/vitest-setup`. */

/** Called by Vitest before the run; what it answers, after it. */
export declare function setup(): Promise<() => Promise<void>>;
