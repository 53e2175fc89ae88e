/** One call that may have to wait for its turn: what every integration needs, and few have. */

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface Patience {
  /** Waits so many milliseconds; tests put a clock of their own here. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly timeoutMs: number;
}

export type Send = (call: Call, patience: Patience) => Promise<Response>;

/** Nobody knows whether what was asked for was done: the connection was lost, nothing came in time, or the server broke down. */
export class UnknownOutcome extends Error {}

const mostAttempts = 5;

/** Waits and asks again after 429, which says that nothing was done. Reading is repeated after any failure, writing is not. */
export async function send(call: Call, patience: Patience): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === mostAttempts;
    try {
      const reply = await sendOnce(call, patience);
      if (reply.status !== 429 || isLast) return reply;
      await patience.wait(pause(reply, attempt));
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || call.method !== 'GET' || isLast) throw error;
      await patience.wait(backoff(attempt));
    }
  }
}

/** @throws UnknownOutcome */
export async function sendOnce(call: Call, { timeoutMs }: Patience): Promise<Response> {
  const { method, url, headers, body } = call;
  const reply = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new UnknownOutcome(`${method} ${url}`, { cause: error });
  });
  if (reply.status >= 500) throw new UnknownOutcome(`${method} ${url} answers ${reply.status}`);
  return reply;
}

function pause(reply: Response, attempt: number): number {
  const seconds = Number(reply.headers.get('retry-after'));
  return seconds > 0 ? seconds * 1000 : backoff(attempt);
}

function backoff(attempt: number): number {
  return 1000 * 2 ** (attempt - 1);
}
