/** Clients that create people through every dialect as fast as they are answered, and remember every answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { type Call, exchange, type Reply, textAt } from './http-call.ts';
import { openSpeakers, type Speaker } from './speaker.ts';

export interface Attempt {
  readonly dialect: string;
  /** Unique among all attempts; the native client's Idempotency-Key too. */
  readonly mark: string;
  readonly call: Call;
  /** Null when there was none: nobody knows whether the person was made. */
  readonly reply: Reply | null;
  /** The dialect's own id of the record; null unless it was acknowledged. */
  readonly id: string | null;
}

export class CreateLoad {
  readonly attempts: Attempt[] = [];
  readonly #speakers: ReadonlyMap<string, Speaker>;
  readonly #clients: Promise<unknown>;
  readonly #round: string;
  #isOver = false;
  #made = 0;

  private constructor(speakers: ReadonlyMap<string, Speaker>, round: string) {
    this.#speakers = speakers;
    this.#round = round;
    const dialects = [...speakers.keys(), ...Array.from({ length: 9 }, () => 'native')];
    this.#clients = Promise.all(dialects.map((dialect) => this.#client(dialect)));
  }

  /** `round`: a number of two digits, unique among the loads on one database. */
  static async start(baseUrl: string, sandbox: SandboxFile, round: string): Promise<CreateLoad> {
    return new CreateLoad(await openSpeakers(baseUrl, sandbox), round);
  }

  get acknowledged(): readonly Attempt[] {
    return this.attempts.filter(({ id }) => id !== null);
  }

  /** What came back and was no success. */
  get refused(): readonly Attempt[] {
    return this.attempts.filter(({ id, reply }) => id === null && reply !== null);
  }

  speaker(dialect: string): Speaker {
    const speaker = this.#speakers.get(dialect);
    if (speaker === undefined) throw new Error(`nobody speaks ${dialect}`);
    return speaker;
  }

  /** Resolves when so many more were acknowledged. Throws after a while without. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    const deadline = performance.now() + 40_000;
    while (this.acknowledged.length < goal) {
      if (performance.now() > deadline) {
        throw new Error(`only ${this.acknowledged.length} of ${goal} creates were acknowledged`);
      }
      await sleep(2);
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#clients;
  }

  /** Ends where there is nobody to answer any more. */
  async #client(dialect: string): Promise<void> {
    while (!this.#isOver) {
      const attempt = await this.#attempt(dialect);
      this.attempts.push(attempt);
      if (attempt.reply === null) return;
      if (attempt.id === null) await sleep(5);
    }
  }

  async #attempt(dialect: string): Promise<Attempt> {
    const { session, driver } = this.speaker(dialect);
    this.#made += 1;
    const mark = this.#round + String(this.#made).padStart(5, '0');
    const call = enriched(dialect, mark, session.create(personOf(mark)));
    const reply = await exchange(session.access.baseUrl, call, session.credential).catch(
      () => null,
    );
    const isDone = reply?.status === driver.statuses.create;
    return { dialect, mark, call, reply, id: isDone ? session.createdId(reply) : null };
  }
}

/** Nobody else's name, numbers, address and external id; the mark has seven digits. */
export function personOf(mark: string) {
  return {
    first: 'Load',
    last: `L${mark}`,
    phone: `+1512${mark}`,
    mobile: `+1713${mark}`,
    email: `load${mark}@example.com`,
    externalId: `load-${mark}`,
  };
}

/** What a native create brings along beside the person, and the key under which it can be repeated. */
function enriched(dialect: string, mark: string, call: Call): Call {
  if (dialect !== 'native') return call;
  const more = { tags: ['load', `tag-${mark}`], addresses: [{ city: 'Austin' }] };
  return {
    ...call,
    headers: { ...call.headers, 'idempotency-key': `key-${mark}` },
    body: { ...(call.body as object), ...more },
  };
}

/** The contact that a native reply shows. */
export function contactIdOf(reply: Reply): string {
  return textAt(reply.json, 'id');
}
