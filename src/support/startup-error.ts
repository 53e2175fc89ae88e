/** What keeps Polydex from starting and is for the operator to mend. The message says what is wrong and what to do; no secrets. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
