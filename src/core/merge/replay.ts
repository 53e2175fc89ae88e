/** A history of merges told anew without one of them: what every contact along it would be had that never been. */
import type { Contact } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import { mergeContacts, rebaseContact } from './merge-contacts.ts';
import { type Consent, forbiddenSince, mostRestrictive, noConsentAsked } from './merge-consent.ts';
import type { Merge, MergeImages } from './merge.ts';

/** A later merge, and as what the contact took part in it that the first one had changed. */
export interface Step {
  readonly merge: Merge;
  readonly as: 'survivor' | 'loser';
}

export interface Replayed {
  /** The contact at the end, with what was written to it since. */
  readonly now: Contact;
  readonly images: ReadonlyMap<Uuid, MergeImages>;
  /** Those on the way, which were merged into the next, as they would have been at that moment. */
  readonly frozen: readonly Contact[];
  /** What was forbidden to the merged contact since: of whom nobody knows. */
  readonly forbidden: Consent;
}

/** `now` is the contact at the end of the steps, as it is. Methods are taken apart elsewhere. */
export function replayWithout(first: Merge, steps: readonly Step[], now: Contact): Replayed {
  let former = first.images.result;
  let onto = first.images.survivor;
  let forbidden = noConsentAsked;
  const images = new Map<Uuid, MergeImages>();
  const frozen: Contact[] = [];
  for (const { merge, as } of steps) {
    const edited = merge.images[as];
    forbidden = mostRestrictive(forbidden, forbiddenSince(former, edited));
    const told = rebaseContact(former, edited, onto);
    if (as === 'loser') frozen.push(told);
    const retoldImages = retold(merge, as, told);
    images.set(merge.id, retoldImages);
    former = merge.images.result;
    onto = retoldImages.result;
  }
  forbidden = mostRestrictive(forbidden, forbiddenSince(former, now));
  return { now: rebaseContact(former, now, onto), images, frozen, forbidden };
}

function retold({ images, preferences }: Merge, as: Step['as'], told: Contact): MergeImages {
  const survivor = as === 'survivor' ? told : images.survivor;
  const loser = as === 'loser' ? told : images.loser;
  const { methods } = images.result;
  return {
    ...images,
    survivor,
    loser,
    result: { ...mergeContacts(survivor, loser, preferences), methods },
  };
}
