/** The use cases of suggestions: whoever compares contacts writes them, and people decide. */
import { requireCapability } from '../capability.ts';
import { InvalidInput, NotFound, StateConflict } from '../errors.ts';
import type { MergeRules } from '../merge/merge-rule.ts';
import type { ContactPair } from '../merge/distinct-pair.ts';
import type { Finding, Suggestion, Withdrawal } from '../merge/suggestion.ts';
import type { Page } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { SuggestionQuery } from '../port/suggestion-reader.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { getLive } from './contact-writer.ts';
import { mergeIn, type MergeOutcome } from './merge/merge-writer.ts';
import {
  recordFinding,
  settleSuggestion,
  tellApart,
  withdrawFinding,
} from './merge/suggestion-writer.ts';

/** So many findings are written in one go. */
const perWrite = 100;

export interface MergeDecision {
  /** Of the merge; see `MergeRequest`. */
  readonly id?: Uuid;
  /** One of the two, or a former id of one; absent: the first. */
  readonly survivorId?: Uuid;
  readonly rules?: MergeRules;
  readonly force?: boolean;
  readonly ifVersion?: number;
}

export class SuggestionService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Notes pairs that may be one person; gives how many suggestions were made or changed. Can be repeated: a pair that is
   * known gets its new score, one that was decided stays decided, and two that are one contact by now, are deleted, or
   * were told apart, make none. @throws InvalidInput for a score that is no number
   */
  async record(context: TenantContext, findings: readonly Finding[]): Promise<number> {
    assertScores(findings.map(({ score }) => score));
    return this.#write(context, findings, recordFinding);
  }

  /**
   * Takes open suggestions back whose contacts no longer look alike or are no people any more; gives how many. Should they look alike again, they are
   * suggested again. @throws InvalidInput for a score that is no number
   */
  async withdraw(context: TenantContext, fallen: readonly Withdrawal[]): Promise<number> {
    assertScores(fallen.map(({ found }) => found?.score ?? 0));
    return this.#write(context, fallen, withdrawFinding);
  }

  async #write<P extends ContactPair>(
    context: TenantContext,
    findings: readonly P[],
    write: (unit: UnitOfWork, context: TenantContext, finding: P) => Promise<boolean>,
  ): Promise<number> {
    requireCapability(context, 'merge');
    let written = 0;
    for (let start = 0; start < findings.length; start += perWrite) {
      const part = findings.slice(start, start + perWrite);
      const contactIds = [...new Set(part.flatMap(({ a, b }) => [a, b]))];
      written += await this.#store.write(context, { contactIds }, async (unit) => {
        await askAheadOf(unit, contactIds);
        let count = 0;
        for (const finding of part) count += (await write(unit, context, finding)) ? 1 : 0;
        return count;
      });
    }
    return written;
  }

  async list(context: TenantContext, query: SuggestionQuery): Promise<Page<Suggestion>> {
    requireCapability(context, 'merge');
    return this.#store.suggestions.list(context, query);
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<Suggestion> {
    requireCapability(context, 'merge');
    const suggestion = await this.#store.suggestions.find(context, id);
    if (!suggestion) throw new NotFound('suggestion', id);
    return suggestion;
  }

  /** They are one person. @throws NotFound, InvalidInput for a survivor who is neither, and as a merge does. */
  async merge(
    context: TenantContext,
    id: Uuid,
    { survivorId, ...rest }: MergeDecision = {},
  ): Promise<MergeOutcome> {
    requireCapability(context, 'merge');
    requireCapability(context, 'person.read');
    return this.#decide(context, id, async (unit, suggestion) => {
      if (suggestion.state === 'merged') return repeated(unit, rest.id);
      const a = await getLive(unit, suggestion.a);
      const b = await getLive(unit, suggestion.b);
      const survivor = survivorId === undefined ? a : await getLive(unit, survivorId);
      if (survivor.id !== a.id && survivor.id !== b.id)
        throw InvalidInput.of('survivorId', 'must be one of the two contacts');
      const loser = survivor.id === a.id ? b : a;
      const outcome = await mergeIn(unit, context, {
        survivorId: survivor.id,
        loserId: loser.id,
        ...rest,
      });
      await settle(unit, context, id, 'merged');
      return outcome;
    });
  }

  /** They are two people, for ever. @throws NotFound, StateConflict once merged */
  async tellApart(context: TenantContext, id: Uuid): Promise<Suggestion> {
    requireCapability(context, 'merge');
    return this.#decide(context, id, async (unit, suggestion) => {
      assertNotMerged(suggestion);
      await tellApart(unit, context, suggestion.a, suggestion.b);
      return settle(unit, context, id, 'different');
    });
  }

  /** Not worth deciding. @throws NotFound, StateConflict once merged */
  async dismiss(context: TenantContext, id: Uuid): Promise<Suggestion> {
    requireCapability(context, 'merge');
    return this.#decide(context, id, (unit, suggestion) => {
      assertNotMerged(suggestion);
      return settle(unit, context, id, 'dismissed');
    });
  }

  /** The same of two contacts that nobody has suggested. @throws NotFound, InvalidInput when they are one */
  async tellContactsApart(context: TenantContext, one: Uuid, other: Uuid): Promise<void> {
    requireCapability(context, 'merge');
    await this.#store.write(context, { contactIds: [one, other] }, async (unit) => {
      const a = await getLive(unit, one);
      const b = await getLive(unit, other);
      if (a.id === b.id) throw InvalidInput.of('contactId', 'both ids lead to the same contact');
      await tellApart(unit, context, a.id, b.id);
    });
  }

  #decide<T>(
    context: TenantContext,
    id: Uuid,
    decide: (unit: UnitOfWork, suggestion: Suggestion) => Promise<T>,
  ): Promise<T> {
    return this.#store.write(context, {}, async (unit) => {
      const suggestion = await unit.suggestions.find(id);
      if (!suggestion) throw new NotFound('suggestion', id);
      return decide(unit, suggestion);
    });
  }
}

function assertScores(scores: readonly number[]): void {
  scores.forEach((score, index) => {
    if (!Number.isFinite(score)) throw InvalidInput.of(`[${index}].score`, 'must be a number');
  });
}

/** What is asked about each contact, asked about all. */
async function askAheadOf(unit: UnitOfWork, contactIds: readonly Uuid[]): Promise<void> {
  await Promise.all([
    unit.suggestions.askAheadOf(contactIds),
    unit.distinctPairs.askAheadOf(contactIds),
    unit.merges.askAheadOf(contactIds),
  ]);
}

function assertNotMerged({ state }: Suggestion): void {
  if (state === 'merged') throw new StateConflict('The two are merged already: undo that first');
}

/** The merge that the same request has made before. @throws StateConflict when it was another */
async function repeated(unit: UnitOfWork, mergeId: Uuid | undefined): Promise<MergeOutcome> {
  const merge = mergeId && (await unit.merges.find(mergeId));
  if (!merge) throw new StateConflict('The two are merged already: undo that first');
  return { merge, contact: await getLive(unit, merge.survivorId) };
}

async function settle(
  unit: UnitOfWork,
  context: TenantContext,
  id: Uuid,
  state: Suggestion['state'],
): Promise<Suggestion> {
  const suggestion = await unit.suggestions.find(id);
  if (!suggestion) throw new NotFound('suggestion', id);
  const { a: survivorId, b: loserId } = suggestion;
  await settleSuggestion(unit, context, { survivorId, loserId }, state);
  return (await unit.suggestions.find(id)) ?? suggestion;
}
