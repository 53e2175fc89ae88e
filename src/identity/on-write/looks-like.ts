/** Whom one contact looks like, asked for directly. */
import type { ContactPair } from '../../core/merge/distinct-pair.ts';
import type { Likeness } from '../../core/matching/likeness.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { shownDisplayName, shownFullName } from '../../core/value/person-name.ts';
import { toExplanationJson } from '../keep/explanation-json.ts';
import { shownFrom } from '../match.ts';
import { Comparing, type MatchReader } from './comparing.ts';
import { KeyBook, toSubject } from './key-book.ts';
import { PairSet } from './pair-set.ts';

/** The surest first; none for an organisation, or somebody who is not there. Its own keys need not be kept yet. */
export async function looksLike(
  reader: MatchReader,
  context: TenantContext,
  id: Uuid,
): Promise<readonly Likeness[]> {
  const [person] = await reader.matching.peopleOf(context, [id]);
  if (!person) return [];
  const subject = toSubject(person);
  const book = await KeyBook.read(reader.matchIndex, context, [subject]);
  const comparing = await Comparing.open(reader, context);
  const others = book.like(subject, comparing.isNameEnough);
  const pairs = new PairSet();
  pairs.addAll(subject, others);
  comparing.add(subject);
  await comparing.load(others);
  const apart = await comparing.apartFrom([id]);
  return [...pairs.all]
    .filter(([key]) => !apart.has(key))
    .flatMap(([, pair]) => likenessOf(comparing, pair, id))
    .toSorted((x, y) => y.score - x.score);
}

function likenessOf(comparing: Comparing, pair: ContactPair, id: Uuid): Likeness[] {
  const score = comparing.weigh(pair);
  const other = comparing.personOf(pair.a === id ? pair.b : pair.a);
  if (score === undefined || score < shownFrom || !other) return [];
  return [
    {
      contactId: other.id,
      name: shownFullName(other) ?? shownDisplayName(other),
      score,
      explanation: toExplanationJson(comparing.explain(pair)),
    },
  ];
}
