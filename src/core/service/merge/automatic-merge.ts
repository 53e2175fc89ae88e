/** Merging two contacts without anybody looking, unless something speaks against it. */
import type { Contact } from '../../contact/contact.ts';
import { batchesOf } from '../../merge/pair-batch.ts';
import { type MergeWarning, survivorOfTwo } from '../../merge/merge-preview.ts';
import type { Merge } from '../../merge/merge.ts';
import type { Finding } from '../../merge/suggestion.ts';
import type { Store } from '../../port/store.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { followAlias } from '../alias.ts';
import { openJobsOf, warningsOf } from './merge-preview-reader.ts';
import { areDismissed } from './merge-plan.ts';
import { mergeIn } from './merge-writer.ts';
import { suggestionOf } from './suggestion-writer.ts';
import { tryOut } from './try-out.ts';

/** Writes of others come in between so many pairs that are tried out. */
const perTrial = 50;

/** Why two contacts are left to people. */
export type KeptReason =
  MergeWarning | 'switched-off' | 'below-threshold' | 'not-one-group' | 'dismissed' | 'gone';

export type AutomaticOutcome = { readonly merge: Merge } | { readonly kept: readonly KeptReason[] };

export type Compared = Pick<Finding, 'a' | 'b' | 'score' | 'grouped'>;

/** What a run decides of two contacts, and what its preview says: one function, so that they cannot differ. */
export async function mergeUnlessDoubtful(
  unit: UnitOfWork,
  context: TenantContext,
  finding: Compared,
): Promise<AutomaticOutcome> {
  const pair = await pairIn(unit, finding);
  if (!pair) return { kept: ['gone'] };
  const [a, b] = pair;
  const warnings = await warningsOf(unit, a, b);
  const reasons: readonly KeptReason[] = finding.grouped
    ? warnings
    : [...warnings, 'not-one-group'];
  if (reasons.length > 0) return { kept: reasons };
  if (await areDismissed(unit, a.id, b.id)) return { kept: ['dismissed'] };
  const known = await suggestionOf(unit, a.id, b.id);
  const request = survivorOfTwo(
    { contact: a, openJobs: await openJobsOf(unit, a.id) },
    { contact: b, openJobs: await openJobsOf(unit, b.id) },
  );
  const { merge } = await mergeIn(unit, context, request, {
    reason: { score: finding.score, explanation: known?.explanation ?? null },
  });
  return { merge };
}

/** What merging the pairs one after the other would come to: it is done, and nothing of it is kept. */
export async function tryMerges<T extends Compared>(
  store: Pick<Store, 'write'>,
  context: TenantContext,
  pairs: readonly T[],
): Promise<ReadonlyMap<T, AutomaticOutcome>> {
  const outcomes = new Map<T, AutomaticOutcome>();
  for (const batch of batchesOf(pairs, perTrial)) {
    const contactIds = batch.flatMap(({ a, b }) => [a, b]);
    const tried = await tryOut(store, context, { contactIds }, async (unit) => {
      const found: AutomaticOutcome[] = [];
      for (const pair of batch) found.push(await mergeUnlessDoubtful(unit, context, pair));
      return found;
    });
    batch.forEach((pair, index) => outcomes.set(pair, tried[index] ?? { kept: ['gone'] }));
  }
  return outcomes;
}

/** The two as they are now; undefined when one is gone, or both are one. */
async function pairIn(
  unit: UnitOfWork,
  { a, b }: Pick<Finding, 'a' | 'b'>,
): Promise<readonly [Contact, Contact] | undefined> {
  const find = (id: Uuid): Promise<Contact | undefined> => unit.contacts.find(id);
  const [one, other] = [await followAlias(find, a), await followAlias(find, b)];
  if (!one || !other || one.id === other.id) return undefined;
  return one.deletedAt === null && other.deletedAt === null ? [one, other] : undefined;
}
