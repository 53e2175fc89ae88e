/** Finding out what writes would come to. */
import type { Store } from '../../port/store.ts';
import type { UnitOfWork, WriteHints } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';

/** Does the work on what is there now, gives its result, and keeps nothing that it has written. @throws what the work throws */
export async function tryOut<T>(
  store: Pick<Store, 'write'>,
  context: TenantContext,
  hints: WriteHints,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  const results: { readonly result: T }[] = [];
  const enough = new Error('Tried out: nothing is kept');
  try {
    await store.write(context, hints, async (unit) => {
      results.push({ result: await work(unit) });
      throw enough;
    });
  } catch (error) {
    const last = results.at(-1);
    if (error === enough && last) return last.result;
    throw error;
  }
  throw enough;
}
