/** Between ServiceTitan's three fields and the canonical contact. Everything else of a contact is out of their reach. */
import type { ContactDraft, ContactPatch } from '../../../core/contact/contact-patch.ts';
import { shownName } from '../../../core/contact/contact-view.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type {
  ContactResponse,
  CreateContactRequest,
  ReplaceContactRequest,
  UpdateContactRequest,
} from './schema.ts';

/** PATCH: what is absent stays, null clears. */
export function toCore(wire: UpdateContactRequest): ContactPatch {
  return {
    ...(wire.name === undefined ? {} : { fullName: wire.name }),
    ...(wire.title === undefined ? {} : { jobTitle: wire.title }),
    ...(wire.referenceId === undefined ? {} : { externalId: wire.referenceId }),
    ...(wire.isArchived === undefined ? {} : { archived: wire.isArchived }),
  };
}

/** PUT: the three nullable members are null when absent. What the vendor cannot say stays also here. */
export function toCoreReplacement(wire: ReplaceContactRequest): ContactPatch {
  const { name = null, title = null, referenceId = null, isArchived } = wire;
  return toCore({ name, title, referenceId, isArchived });
}

/** POST: an `isArchived` that some clients send is no part of the request. `accountId` is that of `customerId`. */
export function toCoreDraft(wire: CreateContactRequest, accountId: Uuid | null): ContactDraft {
  const { name = null, title = null, referenceId = null } = wire;
  return {
    ...toCore({ name, title, referenceId }),
    ...(accountId === null ? {} : { accountId }),
  };
}

export function toWire(contact: Contact): ContactResponse {
  return {
    id: contact.id,
    referenceId: contact.externalId,
    name: shownName(contact),
    title: contact.jobTitle,
    isArchived: contact.archivedAt !== null,
    createdOn: formatIsoMs(contact.createdAt),
    createdBy: contact.createdBy,
    modifiedOn: formatIsoMs(contact.updatedAt),
    modifiedBy: contact.updatedBy,
  };
}
