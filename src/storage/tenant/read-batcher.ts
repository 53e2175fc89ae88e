/** Coalesces a tenant's reads: those that arrive while one is under way are asked together, in one query. */
import { setImmediate as endOfTurn } from 'node:timers/promises';

/** Answers all of them at once, in their order. Whatever fails fails them all. */
export type AnswerAll<Q, A> = (tenantId: number, questions: readonly Q[]) => Promise<readonly A[]>;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (reason: unknown) => void;
}

interface Queue<Q, A> {
  readonly waiting: Waiting<Q, A>[];
  /** Of how many queries under way each goes on with whoever waits then. */
  lanes: number;
}

export class ReadBatcher<Q, A> {
  readonly #most: number;
  readonly #answerAll: AnswerAll<Q, A>;
  readonly #mostLanes: number;
  readonly #tenants = new Map<number, Queue<Q, A>>();

  /** `most`: how many go into one query. `lanes`: how many queries of a tenant are under way at a time. */
  constructor(most: number, answerAll: AnswerAll<Q, A>, lanes = 1) {
    this.#most = most;
    this.#answerAll = answerAll;
    this.#mostLanes = lanes;
  }

  /** Starts with what else arrives in the same turn of the event loop, when no more reads of this kind are under way than may be. */
  ask(tenantId: number, question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      const queue = this.#tenants.get(tenantId) ?? { waiting: [], lanes: 0 };
      this.#tenants.set(tenantId, queue);
      queue.waiting.push({ question, resolve, reject });
      if (queue.lanes < this.#mostLanes) void this.#run(tenantId, queue);
    });
  }

  /** Answers until nobody waits. Never throws. */
  async #run(tenantId: number, queue: Queue<Q, A>): Promise<void> {
    queue.lanes += 1;
    for (;;) {
      // Those who were answered together ask again together: without this the first of them would go alone.
      await endOfTurn();
      if (queue.waiting.length === 0) break;
      await this.#answer(tenantId, queue.waiting.splice(0, this.#most));
    }
    queue.lanes -= 1;
    if (queue.lanes === 0) this.#tenants.delete(tenantId);
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
