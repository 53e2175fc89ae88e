/** Who is told of a contact. */
import { InvalidInput } from '../errors.ts';
import type { FollowerWrite } from './contact-patch.ts';

/** Far more than a location has users; a list without end would be a way to fill the disk. */
const mostFollowers = 1_000;

/** The list with the writes applied: blanks around an id do not count, each is there once. @throws InvalidInput */
export function applyFollowerWrites(
  before: readonly string[],
  writes: readonly FollowerWrite[],
): readonly string[] {
  let list = before;
  for (const { op, users } of writes) {
    const named = new Set(users.map((user) => user.trim()).filter((user) => user !== ''));
    if (op === 'remove') list = list.filter((user) => !named.has(user));
    else list = [...new Set([...(op === 'add' ? list : []), ...named])];
  }
  if (list.length > mostFollowers && list.length > before.length)
    throw InvalidInput.of('followers', `must be at most ${mostFollowers}`);
  return list;
}
