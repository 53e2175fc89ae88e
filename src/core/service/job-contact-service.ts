/** The use cases of job contacts: links that keep their own values, find or make their person, and feed their job. */
import { requireCapability } from '../capability.ts';
import { jobContactValuesOf } from '../contact/contact-view.ts';
import type { ContactPatch } from '../contact/contact-patch.ts';
import type { Contact } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import {
  fillingPatch,
  givenValues,
  isCompatibleName,
  isEmptyLink,
  personDraft,
  personPatch,
} from '../job/link-rules.ts';
import {
  emptyJobContactValues,
  type JobContact,
  type JobContactDraft,
  type JobContactPatch,
  type JobContactValues,
} from '../job/job.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork, WriteHints } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { followFilters } from './alias.ts';
import {
  assertFree,
  assertVersion,
  createContactIn,
  getLive,
  updateContactIn,
} from './contact-writer.ts';
import { feedJob } from './link-follow.ts';
import { candidatesFor } from './person-match.ts';
import { stamped } from './stamp.ts';

export class JobContactService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws InvalidInput naming `jobId` for an unknown job, IdTaken, NotFound for an unknown `contactId`. */
  async create(context: TenantContext, draft: JobContactDraft): Promise<JobContact> {
    requireCapability(context, 'link.write');
    return this.#store.write(context, hintsOf(context, draft), async (unit) => {
      if (!(await unit.jobs.find(draft.jobId)))
        throw InvalidInput.of('jobId', `no job has the id ${draft.jobId}`);
      if (draft.id) await assertFree(unit.jobContacts, 'job-contact', draft.id);
      const given = draft.contactId ? await getLive(unit, draft.contactId) : null;
      const values = valuesOf(draft, given);
      assertStorable(values);
      const person = given ?? (await findOrMakePerson(unit, context, values));
      if (given) await fillPerson(unit, context, given, values);
      const link = newLink(unit, context, { draft, values, contactId: person?.id ?? null });
      unit.jobContacts.insert(link);
      await feedJob(unit, context, link.jobId);
      return link;
    });
  }

  /** Ended links too (`active: false`). @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<JobContact> {
    requireCapability(context, 'link.read');
    const link = await this.#store.jobContacts.find(context, id);
    if (!link) throw new NotFound('job-contact', id);
    return link;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<JobContact>> {
    requireCapability(context, 'link.read');
    const filters = await followFilters(this.#store, context, query.filters);
    return this.#store.jobContacts.list(context, { ...query, filters });
  }

  /** A sparse update of a link and, by §2.3, of its person. @throws NotFound, InvalidInput (another `jobId`) */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: JobContactPatch,
    options: { ifVersion?: number } = {},
  ): Promise<JobContact> {
    requireCapability(context, 'link.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.jobContacts.find(id);
      if (!before) throw new NotFound('job-contact', id);
      assertVersion(before, options.ifVersion);
      const asked = applyLinkPatch(before, patch);
      if (changedKeys(before, asked).length === 0) return before;
      assertStorable(asked);
      const found = before.contactId === null ? await findOrMakePerson(unit, context, asked) : null;
      const contactId = found?.id ?? before.contactId;
      const after = stamped(unit, context, { ...asked, contactId });
      unit.jobContacts.update(before, after, eventOf(before, after));
      if (!found) await writePerson(unit, context, before, after);
      await feedJob(unit, context, after.jobId);
      return after;
    });
  }

  /** Ends the link; it stays listed, the person stays, and `active: true` restores it. */
  remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<JobContact> {
    return this.update(context, id, { active: false }, options);
  }
}

function hintsOf(context: TenantContext, draft: JobContactDraft): WriteHints {
  const key = (kind: 'phone' | 'email', value: string | undefined): string[] =>
    value ? [parseMethodValue(kind, value, context.workspace.region).key] : [];
  const phoneKeys = key('phone', draft.mobile);
  const emailKeys = key('email', draft.email);
  const suppressionKeys = [...phoneKeys, ...emailKeys, ...key('phone', draft.phone)];
  return {
    jobIds: [draft.jobId],
    jobContactIds: draft.id ? [draft.id] : [],
    contactIds: draft.contactId ? [draft.contactId] : [],
    phoneKeys,
    emailKeys,
    suppressionKeys,
  };
}

/** Values not given are the linked person's, when there is one; else empty. */
function valuesOf(draft: Partial<JobContactValues>, person: Contact | null): JobContactValues {
  return {
    ...(person ? jobContactValuesOf(person) : emptyJobContactValues),
    ...givenValues(draft),
  };
}

function newLink(
  unit: UnitOfWork,
  context: TenantContext,
  parts: { draft: JobContactDraft; values: JobContactValues; contactId: Uuid | null },
): JobContact {
  return {
    id: parts.draft.id ?? unit.newId(),
    jobId: parts.draft.jobId,
    role: parts.draft.role ?? 'job',
    contactId: parts.contactId,
    fromContactId: null,
    ...parts.values,
    active: parts.draft.active ?? true,
    endedByContactId: null,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

function applyLinkPatch(before: JobContact, patch: JobContactPatch): JobContact {
  if (patch.jobId !== undefined && patch.jobId !== before.jobId) {
    throw InvalidInput.of('jobId', 'the job of a job contact cannot be changed');
  }
  const active = patch.active ?? before.active;
  return {
    ...before,
    ...givenValues(patch),
    role: patch.role ?? before.role,
    active,
    endedByContactId: active === before.active ? before.endedByContactId : null,
  };
}

function eventOf(before: JobContact, after: JobContact): { type?: string } {
  if (before.active === after.active) return {};
  return { type: after.active ? 'restored' : 'ended' };
}

/** What the write of a link means for its person, if it has one. A deleted person is left alone. */
async function writePerson(
  unit: UnitOfWork,
  context: TenantContext,
  before: JobContact,
  after: JobContact,
): Promise<void> {
  const person = before.contactId && (await unit.contacts.find(before.contactId));
  if (!person || person.deletedAt !== null) return;
  const patch = personPatch(person, before, after, context.workspace.region);
  if (hasContent(patch))
    await updateContactIn(unit, context, person, { patch, causedBy: after.id });
}

function hasContent(patch: ContactPatch): boolean {
  return Object.keys(patch).length > 0;
}

/** An existing person by exact e-mail or mobile with a compatible name, oldest first; else a new one; null while all is empty. */
async function findOrMakePerson(
  unit: UnitOfWork,
  context: TenantContext,
  values: JobContactValues,
): Promise<Contact | null> {
  if (isEmptyLink(values)) return null;
  const candidates = await candidatesFor(unit, context, values);
  const person = candidates.find((contact) => isCompatibleName(contact, values));
  if (person) return fillPerson(unit, context, person, values);
  const patch = personDraft(values, context.workspace.region);
  return createContactIn(unit, context, { ...patch, origin: 'api' });
}

function fillPerson(
  unit: UnitOfWork,
  context: TenantContext,
  person: Contact,
  values: JobContactValues,
): Promise<Contact> {
  return updateContactIn(unit, context, person, {
    patch: fillingPatch(person, values, context.workspace.region),
  });
}
