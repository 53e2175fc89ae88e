/** Types of what is imported for its effect alone. */
declare const effect: undefined;
export type { effect };
