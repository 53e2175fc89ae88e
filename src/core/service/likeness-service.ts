/** The use case of asking at once whom a contact looks like. */
import { requireCapability } from '../capability.ts';
import { NotFound, StateConflict } from '../errors.ts';
import type { Likeness } from '../matching/likeness.ts';
import type { LikenessFinder } from '../port/likeness-finder.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { readContact } from './alias.ts';

/** What it needs of the world around the hub. */
export interface LikenessOutside {
  readonly likenesses: LikenessFinder;
}

export class LikenessService {
  readonly #store: Store;
  readonly #outside: LikenessOutside;

  constructor(store: Store, outside: LikenessOutside) {
    this.#store = store;
    this.#outside = outside;
  }

  /** For who wants to know it of a contact that is yet to be made. @throws CapabilityMissing, StateConflict where it is off */
  assertOffered(context: TenantContext): void {
    requireCapability(context, 'person.read');
    if (this.#outside.likenesses.isOn) return;
    throw new StateConflict('This server does not compare contacts as they are written');
  }

  /** The surest first, those that somebody told apart from it left out. @throws NotFound, and as `assertOffered` does */
  async of(context: TenantContext, id: Uuid): Promise<readonly Likeness[]> {
    this.assertOffered(context);
    const contact = await readContact(this.#store, context, id);
    if (!contact || contact.deletedAt !== null) throw new NotFound('contact', id);
    return this.#outside.likenesses.find(context, contact.id);
  }
}
