/**
 * A socket that sends what is written within one turn of the event loop at once. The driver flushes after every query;
 * a dozen pipelined ones would cost a dozen system calls, and wake the server for each.
 */
import { Socket } from 'node:net';

export class BatchingSocket extends Socket {
  #isHeld = false;

  override cork(): void {
    super.cork();
    if (this.#isHeld) return;
    this.#isHeld = true;
    super.cork();
    // Runs once the promises that are ready now have had their turn, and with it all queries that they send.
    process.nextTick(() => {
      this.#isHeld = false;
      super.uncork();
    });
  }
}
