/** The use cases of merging: look at it first, do it, undo it at any time, and see what was done. */
import { requireCapability } from '../capability.ts';
import { NotFound } from '../errors.ts';
import type { MergePreview } from '../merge/merge-preview.ts';
import type { Merge } from '../merge/merge.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { MergeRequest } from './merge/merge-plan.ts';
import { previewMerge } from './merge/merge-preview-reader.ts';
import { mergeIn, type MergeOutcome } from './merge/merge-writer.ts';
import { unmergeIn, type UnmergeOptions, type UnmergeOutcome } from './merge/unmerge-writer.ts';

export class MergeService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What the merge would make of the two, field by field, and what speaks against it. Writes nothing. @throws as `merge`, but for versions and who is whom */
  async preview(context: TenantContext, request: MergeRequest): Promise<MergePreview> {
    requireCapability(context, 'merge');
    requireCapability(context, 'person.read');
    return this.#store.write(context, hintsOf(request), (unit) =>
      previewMerge(unit, context, request),
    );
  }

  /**
   * Merges the loser into the survivor. Everything of the loser follows; its id leads to the survivor from then on.
   * @throws NotFound, VersionConflict, InvalidInput when both are the same contact, StateConflict when somebody said that
   * they are not the same person, unless forced.
   */
  async merge(context: TenantContext, request: MergeRequest): Promise<MergeOutcome> {
    requireCapability(context, 'merge');
    requireCapability(context, 'person.read');
    return this.#store.write(context, hintsOf(request), (unit) => mergeIn(unit, context, request));
  }

  /**
   * Both contacts are again what they were, with what was written since: to a number, note or link, it goes where that
   * goes; to a field of the contact, it stays with the survivor. Later merges that built on this one stay.
   * @throws NotFound, VersionConflict, StateConflict when undone already, or while the survivor is deleted
   */
  async undo(
    context: TenantContext,
    id: Uuid,
    options: UnmergeOptions = {},
  ): Promise<UnmergeOutcome> {
    requireCapability(context, 'merge');
    requireCapability(context, 'person.read');
    return this.#store.write(context, {}, (unit) => unmergeIn(unit, context, id, options));
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<Merge> {
    requireCapability(context, 'merge');
    const merge = await this.#store.merges.find(context, id);
    if (!merge) throw new NotFound('merge', id);
    return merge;
  }

  /** Undone ones too. */
  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Merge>> {
    requireCapability(context, 'merge');
    return this.#store.merges.list(context, query);
  }

  /** The latest merge not undone by which the contact went into another. @throws NotFound */
  async latestOf(context: TenantContext, loserId: Uuid): Promise<Merge> {
    const { items } = await this.list(context, {
      filters: [{ field: 'loserId', op: 'eq', value: loserId }],
      sort: { field: 'createdAt', direction: 'desc' },
      limit: 100,
    });
    const merge = items.find(({ undoneAt }) => undoneAt === null);
    if (!merge) throw new NotFound('merge', loserId);
    return merge;
  }
}

function hintsOf({ survivorId, loserId }: MergeRequest): { readonly contactIds: readonly Uuid[] } {
  return { contactIds: [survivorId, loserId] };
}
