/** From promises to the callbacks of hooks that mostly need none. */

/** Calls back with what came of the work. Never rejects. */
export async function callBack<T>(
  work: Promise<T>,
  done: (error: Error | null, value?: T) => void,
): Promise<void> {
  let value: T;
  try {
    value = await work;
  } catch (error) {
    done(asError(error));
    return;
  }
  done(null, value);
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('Something was thrown', { cause: error });
}
