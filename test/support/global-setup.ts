/** Runs once before the `db` project. Nothing to prepare yet. */
export default function setup(): void {}
