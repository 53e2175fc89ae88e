/** Ids in paths. */
import { NotFound, type EntityName } from '../../../core/errors.ts';
import { fromBase62Id, type Uuid } from '../../../core/value/identifier.ts';

/** @throws NotFound for a malformed id, which is as unknown as any other. */
export function idOf(entity: EntityName, text: string): Uuid {
  const id = fromBase62Id(text);
  if (id === null) throw new NotFound(entity, text.slice(0, 50));
  return id;
}
