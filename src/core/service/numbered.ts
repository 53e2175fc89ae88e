/** Records by the int64 number that their tenant counts them by. */
import type { RecordReader } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';

/** Undefined also for a number that none can have: ours stay below 2^53. */
export async function byNumber<T>(
  records: RecordReader<T>,
  context: TenantContext,
  number: number,
): Promise<T | undefined> {
  if (!Number.isSafeInteger(number)) return undefined;
  const { items } = await records.list(context, {
    filters: [{ field: 'number', op: 'eq', value: number }],
    sort: { field: 'id', direction: 'asc' },
    limit: 1,
  });
  return items[0];
}
