/** Why two contacts of a workspace are taken for one person, or are not. */
import type { Hub } from '../core/hub.ts';
import { NotFound } from '../core/errors.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import type { Uuid } from '../core/value/identifier.ts';
import { type DuplicatePair, explainInFull, toDuplicate } from './find-duplicates.ts';
import { storedModel } from './keep/stored-model.ts';
import { PairScorer } from './pair-scorer.ts';

/**
 * By what the last run has learned, with values as rare as they usually are; where nothing was learned, or when `inFull`,
 * everybody is read and compared, which also tells how many have a value. @throws NotFound
 */
export async function explainContacts(
  hub: Pick<Hub, 'contacts' | 'matchRuns'>,
  context: TenantContext,
  ids: readonly [Uuid, Uuid],
  inFull = false,
): Promise<DuplicatePair> {
  const memory = inFull ? undefined : await hub.matchRuns.memory(context);
  const model = memory && storedModel(memory, memory.contacts);
  if (!memory || !model) return explainInFull(hub.contacts, context, ids);
  const [a, b] = await Promise.all([
    personOf(hub, context, ids[0]),
    personOf(hub, context, ids[1]),
  ]);
  const scorer = new PairScorer({ contacts: memory.contacts, model });
  const explanation = scorer.explain(scorer.add(a.record), scorer.add(b.record));
  return { a, b, explanation };
}

/** Organisations are no people, and the id of a merged contact is nobody's any more. */
async function personOf({ contacts }: Pick<Hub, 'contacts'>, context: TenantContext, id: Uuid) {
  const contact = await contacts.get(context, id);
  if (contact.kind !== 'person' || contact.id !== id) throw new NotFound('contact', id);
  return toDuplicate(contact);
}
