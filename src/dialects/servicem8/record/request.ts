/** What the calls of every object read of a request. */
import { InvalidInput, NotFound, type EntityName } from '../../../core/errors.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';

/** The uuid of a path. What is no UUID is the uuid of no record. @throws NotFound */
export function recordId(params: { readonly uuid: string }, entity: EntityName): Uuid {
  const id = normalizeUuid(params.uuid);
  if (id === null) throw new NotFound(entity, params.uuid);
  return id;
}

/** A body may repeat the uuid of the path, and name no other. @throws InvalidInput */
export function assertSameId(id: Uuid, wire: { readonly uuid?: string }): void {
  const named = wire.uuid ?? '';
  if (named !== '' && normalizeUuid(named) !== id) {
    throw InvalidInput.of('uuid', 'cannot be changed');
  }
}

/** The body of a route whose schema is that of `Body`: it has been checked. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type, as a cast would
export function bodyAs<Body>(request: { readonly body: unknown }): Body {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of the route defines its type
  return request.body as Body;
}
