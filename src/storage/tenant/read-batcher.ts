/** Coalesces a tenant's reads: those that arrive while one is under way are asked together, in one query. */
import { setImmediate as endOfTurn } from 'node:timers/promises';

/** Answers all of them at once, in their order. Whatever fails fails them all. */
export type AnswerAll<Q, A> = (tenantId: number, questions: readonly Q[]) => Promise<readonly A[]>;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (reason: unknown) => void;
}

export class ReadBatcher<Q, A> {
  readonly #most: number;
  readonly #answerAll: AnswerAll<Q, A>;
  readonly #tenants = new Map<number, Waiting<Q, A>[]>();

  /** `most`: how many go into one query. */
  constructor(most: number, answerAll: AnswerAll<Q, A>) {
    this.#most = most;
    this.#answerAll = answerAll;
  }

  /** Starts when no read of this kind is under way, once a turn of the event loop brings no more to read. */
  ask(tenantId: number, question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      const waiting = this.#tenants.get(tenantId);
      if (waiting) {
        waiting.push({ question, resolve, reject });
        return;
      }
      const first = [{ question, resolve, reject }];
      this.#tenants.set(tenantId, first);
      void this.#run(tenantId, first);
    });
  }

  /** Answers until nobody waits. Never throws. */
  async #run(tenantId: number, waiting: Waiting<Q, A>[]): Promise<void> {
    for (;;) {
      await this.#gather(waiting);
      if (waiting.length === 0) break;
      await this.#answer(tenantId, waiting.splice(0, this.#most));
    }
    this.#tenants.delete(tenantId);
  }

  /** Those who were answered together ask again one after the other: without this the first of them would go alone. */
  async #gather(waiting: readonly unknown[]): Promise<void> {
    let before: number;
    do {
      before = waiting.length;
      await endOfTurn();
    } while (waiting.length > before && waiting.length < this.#most);
  }

  async #answer(tenantId: number, batch: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.#answerAll(
        tenantId,
        batch.map(({ question }) => question),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('a read was left without an answer'));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
