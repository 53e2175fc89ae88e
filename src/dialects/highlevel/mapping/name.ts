/** `name` is this vendor's alternative to `firstName` and `lastName`; the core wants one way or the other, never both. */
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import type { ContactFields } from '../schema.ts';
import { blankToNull } from './blank.ts';

/**
 * With both parts given the name says nothing new. With one, it says the other where it begins or ends with the one
 * given; where it does not, the part counts.
 */
export function namesOf({ firstName, lastName, name }: ContactFields): ContactPatch {
  if (name === undefined) return partsOf(firstName, lastName);
  if (firstName === undefined && lastName === undefined) return { fullName: blankToNull(name) };
  if (firstName === undefined) return partsOf(beginning(name, lastName), lastName);
  if (lastName === undefined) return partsOf(firstName, ending(name, firstName));
  return partsOf(firstName, lastName);
}

type Part = string | null | undefined;

/** What of the name comes before the last name; undefined when it does not end so. */
function beginning(name: string | null, lastName: Part): string | undefined {
  const tail = ` ${lastName ?? ''}`;
  return lastName && name?.endsWith(tail) ? name.slice(0, -tail.length) : undefined;
}

function ending(name: string | null, firstName: Part): string | undefined {
  const head = `${firstName ?? ''} `;
  return firstName && name?.startsWith(head) ? name.slice(head.length) : undefined;
}

function partsOf(firstName: Part, lastName: Part): ContactPatch {
  return {
    ...(firstName === undefined ? {} : { givenName: firstName }),
    ...(lastName === undefined ? {} : { familyName: lastName }),
  };
}
