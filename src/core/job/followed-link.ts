/** What a change of a person means for a link that showed them as they were before (DESIGN §2.3). */
import { jobContactValuesOf, methodsOf } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import { foldText } from '../value/text.ts';
import type { Region } from '../workspace/workspace.ts';
import { jobContactValueKeys, type JobContactValues } from './job.ts';
import { entryOf, keyIn, type MethodSlot } from './link-rules.ts';

export interface PersonStates {
  readonly before: Contact;
  readonly after: Contact;
  readonly region: Region | null;
}

/**
 * Null when nothing. A name in another case and a number or address in another spelling are the former value too, and a
 * number is, whatever its type: `0400 000 123` as a mobile shows the person's `+61400000123`, which HighLevel gave no type.
 */
export function followedLink(
  link: JobContactValues,
  states: PersonStates,
): JobContactValues | null {
  const former = jobContactValuesOf(states.before);
  const next = jobContactValuesOf(states.after);
  const shown = { link, former, next };
  const values = {
    first: followedName(link.first, former.first, next.first),
    last: followedName(link.last, former.last, next.last),
    phone: followedMethod('phone', shown, states),
    mobile: followedMethod('mobile', shown, states),
    email: followedMethod('email', shown, states),
  };
  return jobContactValueKeys.some((key) => values[key] !== link[key]) ? values : null;
}

/** True when a change of the person can mean something for a link. */
export function isFollowed({ before, after }: Pick<PersonStates, 'before' | 'after'>): boolean {
  const [former, next] = [jobContactValuesOf(before), jobContactValuesOf(after)];
  return jobContactValueKeys.some((key) => former[key] !== next[key]) || isReplaced(before, after);
}

function isReplaced(before: Contact, after: Contact): boolean {
  if (before.methods === after.methods) return false;
  const keys = new Map(after.methods.map(({ id, key }) => [id, key]));
  return before.methods.some(({ id, key }) => (keys.get(id) ?? key) !== key);
}

function followedName(told: string, former: string, next: string): string {
  if (told === former) return next;
  const isFormer = foldText(told) === foldText(former);
  return isFormer && foldText(former) !== foldText(next) ? next : told;
}

interface ShownValues {
  readonly link: JobContactValues;
  readonly former: JobContactValues;
  readonly next: JobContactValues;
}

function followedMethod(slot: MethodSlot, shown: ShownValues, states: PersonStates): string {
  const told = shown.link[slot];
  if (told === shown.former[slot]) return shown.next[slot];
  const key = keyIn(shown.link, slot, states.region);
  if (key === null) return told;
  const isFormer = key === keyIn(shown.former, slot, states.region);
  if (!isFormer) return replacedBy(slot, key, states) ?? told;
  return key === keyIn(shown.next, slot, states.region) ? told : shown.next[slot];
}

/** What took the place of an entry that the slot does not show. */
function replacedBy(slot: MethodSlot, key: string, { before, after }: PersonStates): string | null {
  const entry = entryOf(before, slot, key);
  const kept = entry && methodsOf(after, entry.kind).find(({ id }) => id === entry.id);
  return kept && kept.key !== key ? kept.value : null;
}
