/** How a command ends without having been tried. */

/** Something is missing or wrong in how the command was called; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The person answered a question with Ctrl-C or no. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
