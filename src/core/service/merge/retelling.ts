/** The changes of followers told anew without the merge that is undone, collected for the images of the later ones. */
import type { MergeImages, Tracked, TrackedChange } from '../../merge/merge.ts';
import type { Step } from '../../merge/replay.ts';
import { retoldTail, trackedOf, withoutFirst } from '../../merge/tracked.ts';
import type { Uuid } from '../../value/identifier.ts';

interface Later {
  readonly mergeId: Uuid;
  /** Who of the two was changed by the merge that is undone. */
  readonly changedId: Uuid;
  readonly change: TrackedChange;
}

interface Refollowed {
  readonly now: Tracked;
  readonly next: Tracked;
  readonly owner: Uuid;
}

export class Retelling {
  readonly #first: MergeImages;
  readonly #steps: readonly Step[];
  readonly #retold = new Map<Uuid, Map<Uuid, TrackedChange>>();

  constructor(first: MergeImages, steps: readonly Step[]) {
    this.#first = first;
    this.#steps = steps;
  }

  /** The record's values had the merge never been; undefined when the merge knows nothing of it. */
  without(id: Uuid, now: Tracked): Tracked | undefined {
    const first = trackedOf(this.#first, id);
    if (!first) return undefined;
    const later = this.#laterOf(id);
    const told = withoutFirst(now, [first, ...later.map(({ change }) => change)]);
    this.#noteAll(later, told.later);
    return told.values;
  }

  /**
   * A record that the merge knows nothing of shows something else now. What it showed before the first later merge was
   * its own affair, unless it was of the contact that the merge had changed: `owner` is whose it was first.
   */
  refollowed(id: Uuid, { now, next, owner }: Refollowed): void {
    const later = this.#laterOf(id);
    const came = later[0]?.changedId !== owner;
    const changes = later.map(({ change }) => change);
    this.#noteAll(later, retoldTail(changes, { now, next, came }));
  }

  #laterOf(id: Uuid): readonly Later[] {
    return this.#steps.flatMap(({ merge, as }) => {
      const change = trackedOf(merge.images, id);
      const changedId = as === 'survivor' ? merge.survivorId : merge.loserId;
      return change ? [{ mergeId: merge.id, changedId, change }] : [];
    });
  }

  #noteAll(later: readonly Later[], told: readonly TrackedChange[]): void {
    for (const [index, { mergeId }] of later.entries()) {
      const change = told[index];
      if (change) this.#note(mergeId, change);
    }
  }

  #note(mergeId: Uuid, change: TrackedChange): void {
    const changes = this.#retold.get(mergeId) ?? new Map<Uuid, TrackedChange>();
    this.#retold.set(mergeId, changes.set(change.id, change));
  }

  /** The images of a later merge with what was told anew. */
  applied(mergeId: Uuid, images: MergeImages): MergeImages {
    const changes = this.#retold.get(mergeId);
    if (!changes) return images;
    return { ...images, tracked: images.tracked.map((change) => changes.get(change.id) ?? change) };
  }
}
