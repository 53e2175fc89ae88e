/** Job links that follow their person: changes, deletion and restoring, and the jobs that the links feed. */
import { jobContactValuesOf } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import { followedLink, isFollowed } from '../job/followed-link.ts';
import { contactInformationOf } from '../job/link-rules.ts';
import { isOpenJob } from '../job/job.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { showInRelations } from './relation-follow.ts';
import { stamped } from './stamp.ts';

export interface PersonChange {
  readonly before: Contact;
  readonly after: Contact;
  /** The link whose own write changed the person: it has been told what it shows. */
  readonly causedBy?: Uuid | undefined;
}

/** The person changed: links on open jobs that still showed the former value take the new one. */
export async function followPerson(
  unit: UnitOfWork,
  context: TenantContext,
  { before, after, causedBy }: PersonChange,
): Promise<void> {
  if (!isFollowed({ before, after })) return;
  await showInRelations(unit, context, after.id, jobContactValuesOf(after));
  for (const link of await unit.jobContacts.ofContact(after.id)) {
    if (!link.active || link.id === causedBy) continue;
    const values = followedLink(link, { before, after, region: context.workspace.region });
    const job = values && (await unit.jobs.find(link.jobId));
    if (!values || !job || !isOpenJob(job)) continue;
    unit.jobContacts.update(link, stamped(unit, context, { ...link, ...values }));
    await feedJob(unit, context, link.jobId);
  }
}

/** The person was deleted: their links end, and remember why. */
export async function endLinksOf(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
): Promise<void> {
  for (const link of await unit.jobContacts.ofContact(contactId)) {
    if (!link.active) continue;
    const ended = { ...link, active: false, endedByContactId: contactId };
    unit.jobContacts.update(link, stamped(unit, context, ended), { type: 'ended' });
    await feedJob(unit, context, link.jobId);
  }
}

/** The person was restored: exactly the links that the deletion ended come back. */
export async function restoreLinksOf(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
): Promise<void> {
  for (const link of await unit.jobContacts.ofContact(contactId)) {
    if (link.active || link.endedByContactId !== contactId) continue;
    const restored = { ...link, active: true, endedByContactId: null };
    unit.jobContacts.update(link, stamped(unit, context, restored), { type: 'restored' });
    await feedJob(unit, context, link.jobId);
  }
}

/** The person is gone for good: the links keep their own values and lose their person. */
export async function freeLinksOf(unit: UnitOfWork, contactId: Uuid): Promise<void> {
  for (const link of await unit.jobContacts.ofContact(contactId)) {
    const freed = { ...link, contactId: null, endedByContactId: null, version: link.version + 1 };
    unit.jobContacts.update(link, freed, { type: 'person-purged' });
  }
}

/** Recomputes the job's contact-information fields; a job whose fields stay the same is not written. */
export async function feedJob(
  unit: UnitOfWork,
  context: TenantContext,
  jobId: Uuid,
): Promise<void> {
  const job = await unit.jobs.find(jobId);
  if (!job) return;
  const contactInformation = contactInformationOf(
    job.contactInformation,
    await unit.jobContacts.ofJob(jobId),
  );
  if (contactInformation === job.contactInformation) return;
  unit.jobs.update(job, stamped(unit, context, { ...job, contactInformation }));
}
