/** What whoever calls the command can put right: told in a line, without a trace. */
export class BadInput extends Error {}
