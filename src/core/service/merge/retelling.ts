/** The changes of followers told anew without the merge that is undone, collected for the images of the later ones. */
import type { MergeImages, Tracked, TrackedChange } from '../../merge/merge.ts';
import type { Step } from '../../merge/replay.ts';
import { retoldTail, trackedOf, withoutFirst } from '../../merge/tracked.ts';
import type { Uuid } from '../../value/identifier.ts';

interface Later {
  readonly mergeId: Uuid;
  readonly change: TrackedChange;
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
   * A record that came only after the merge shows something else now. `came`: with a later merge, whose undoing still
   * gives it what it showed before.
   */
  refollowed(id: Uuid, now: Tracked, next: Tracked, came: boolean): void {
    const later = this.#laterOf(id);
    this.#noteAll(
      later,
      retoldTail(
        later.map(({ change }) => change),
        { now, next, came },
      ),
    );
  }

  #laterOf(id: Uuid): readonly Later[] {
    return this.#steps.flatMap(({ merge }) => {
      const change = trackedOf(merge.images, id);
      return change ? [{ mergeId: merge.id, change }] : [];
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
