/** A look-up's match in the native API's words. */
import type { LookupMatch } from '../../../core/port/store.ts';
import type { LookupMatchWire } from './schema.ts';

export function toWire(match: LookupMatch): LookupMatchWire {
  return {
    contactId: match.contactId,
    name: match.shownName,
    givenName: match.givenName,
    familyName: match.familyName,
    companyName: match.companyName,
    jobTitle: match.jobTitle,
    archived: match.archived,
    matched: match.matched,
  };
}
