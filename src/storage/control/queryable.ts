/** The part of `pg` that the control plane uses: a pool, or one connection inside a transaction. */
import type { QueryResultRow } from 'pg';
import { Unavailable } from '../../core/errors.ts';
import { sqlState } from '../database.ts';

export interface Queryable {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as `pg` declares it: the caller says what its columns are
  query<Row extends QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

/** The only row of a statement that always gives one; throws when it gave none. */
export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that gives one row gave none');
  return row;
}

/** Turns the loss of the server into `Unavailable`; other errors pass as they are. */
export async function whileReachable<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!isLost(error)) throw error;
    throw new Unavailable('The database cannot be reached just now', { cause: error });
  }
}

const lostStates = /^(?:08|57P|ECONN|EPIPE|ENOENT|ETIMEDOUT)/;

function isLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return lostStates.test(state);
  return error instanceof Error && /^Connection terminated|timeout exceeded/.test(error.message);
}
