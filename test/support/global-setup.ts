/** Runs once before the `db` project. Nothing to prepare yet. */
export function setup(): void {}
