/** Coalesces a tenant's reads: those that arrive while one is under way are asked together, in one query. */

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

  /** Starts at once when the tenant has no read of this kind under way. */
  ask(tenantId: number, question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      const waiting = this.#tenants.get(tenantId);
      if (waiting) {
        waiting.push({ question, resolve, reject });
        return;
      }
      this.#tenants.set(tenantId, [{ question, resolve, reject }]);
      void this.#run(tenantId);
    });
  }

  /** Answers until nobody waits. Never throws. */
  async #run(tenantId: number): Promise<void> {
    for (;;) {
      const waiting = this.#tenants.get(tenantId);
      if (!waiting || waiting.length === 0) break;
      const batch = waiting.splice(0, this.#most);
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
    this.#tenants.delete(tenantId);
  }
}
