import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';
import { passed } from './passed.ts';

/** The id that the client chose; nothing when it left it out or blank. */
export function chosenId(wire: { readonly uuid?: string }): { readonly id?: Uuid } {
  return wire.uuid === undefined || wire.uuid === ''
    ? {}
    : { id: passed(normalizeUuid(wire.uuid)) };
}
