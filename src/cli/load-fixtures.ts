/** Loads an invented business into a Sandbox of the running server, a thousand members a call. */
import { InvalidArgumentError } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { StartupError } from '../support/startup-error.ts';
import { type OwnServer, RefusedByServer } from './own-server.ts';

export interface FixtureWish {
  readonly pack: string;
  readonly contacts: number;
  readonly seed: number;
  /** The first member to write; what is there stays. Undefined: all, and a pack that is there already is refused. */
  readonly from?: number | undefined;
}

/** So many members a call: a few seconds' work, and whole streets, so that numbers do not hang on it. */
const perCall = 1000;
/** For a machine that is busy. */
const timeoutMs = 110_000;

const LoadedPart = Type.Object({
  contacts: Type.Number(),
  accounts: Type.Number(),
  relations: Type.Number(),
  jobs: Type.Number(),
  jobContacts: Type.Number(),
  duplicates: Type.Array(Type.Object({ contactId: Type.String(), of: Type.String() })),
  next: Type.Union([Type.Number(), Type.Null()]),
});
type LoadedPart = Type.Static<typeof LoadedPart>;

export type LoadedPack = Omit<LoadedPart, 'next'>;

/** Shows on stderr how far it is. @throws StartupError that says how to go on */
export async function loadFixtures(server: OwnServer, wish: FixtureWish): Promise<LoadedPack> {
  const made = { contacts: 0, accounts: 0, relations: 0, jobs: 0, jobContacts: 0 };
  const duplicates: LoadedPack['duplicates'] = [];
  let from: number | null = wish.from ?? 0;
  while (from !== null) {
    const part: LoadedPart = await loadPart(server, wish, from);
    made.contacts += part.contacts;
    made.accounts += part.accounts;
    made.relations += part.relations;
    made.jobs += part.jobs;
    made.jobContacts += part.jobContacts;
    duplicates.push(...part.duplicates);
    from = part.next;
    process.stderr.write(`${from ?? wish.contacts} of ${wish.contacts} contacts\n`);
  }
  return { ...made, duplicates };
}

async function loadPart(
  server: OwnServer,
  { pack, seed, contacts, from: asked }: FixtureWish,
  from: number,
): Promise<LoadedPart> {
  // Whole streets: the first call may end early.
  const count = perCall - (from % perCall);
  // Only the very first call may find that all was loaded before.
  const isFirst = asked === undefined && from === 0;
  const part = isFirst ? { count } : { from, count };
  const order = { pack, seed, contacts, ...part };
  try {
    return Value.Parse(LoadedPart, await server.post('/sandbox/fixtures', order, timeoutMs));
  } catch (error) {
    const isRefusal = error instanceof RefusedByServer && error.status < 500;
    if (isRefusal || !(error instanceof StartupError)) throw error;
    throw new StartupError(`${error.message} Go on with the same command and --from ${from}.`);
  }
}

/** @throws InvalidArgumentError */
export function toWholeNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
