/** A likeness as it is sent. */
import type { Likeness } from '../../../../core/matching/likeness.ts';
import type { LikenessWire } from '../schema/likeness.ts';

export function toLikenessWire({ contactId, name, score, explanation }: Likeness): LikenessWire {
  return { contactId, name, score, explanation };
}
