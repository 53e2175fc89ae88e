/** Job links follow a merge and its undoing as they follow any change of their person: on open jobs, where they showed it. */
import { jobContactValuesOf } from '../../contact/contact-view.ts';
import {
  isOpenJob,
  type JobContact,
  type JobContactValues,
  jobContactValueKeys,
} from '../../job/job.ts';
import { followedValues } from '../../job/link-rules.ts';
import type { Tracked, TrackedChange } from '../../merge/merge.ts';
import { unwound } from '../../merge/tracked.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import { feedJob } from '../link-follow.ts';
import { stamped } from '../stamp.ts';
import { isLeaving, movedOn, movedTo, type Moving, type Returning, returnedTo } from './moved.ts';
import type { Retelling } from './retelling.ts';

/** Gives what the links on open jobs showed, and show now. */
export async function moveLinks(moving: Moving): Promise<readonly TrackedChange[]> {
  const { unit, context, survivor, loser, result } = moving;
  const next = jobContactValuesOf(result);
  const tracked: TrackedChange[] = [];
  for (const person of [survivor, loser]) {
    const former = jobContactValuesOf(person);
    for (const link of await unit.jobContacts.ofContact(person.id)) {
      const follows = await isOnOpenJob(unit, link);
      const values = follows
        ? (followedValues(link, former, next) ?? valuesOf(link))
        : valuesOf(link);
      const owned = person === loser ? movedTo(link, moving) : link;
      await writeLink(unit, context, link, { ...owned, ...values });
      if (follows) tracked.push({ id: link.id, from: { ...valuesOf(link) }, to: { ...values } });
    }
  }
  return tracked;
}

/** What the links show again: what they did before, unless they were told something else since. */
export async function returnLinks(returning: Returning, retelling: Retelling): Promise<void> {
  const { unit, context, root, rootAfter, history } = returning;
  const former = jobContactValuesOf(root);
  const next = jobContactValuesOf(rootAfter);
  for (const link of await unit.jobContacts.ofContact(root.id)) {
    const leaves = isLeaving(link, returning);
    const follows = await isOnOpenJob(unit, link);
    const now: Tracked = { ...valuesOf(link) };
    const told = leaves ? unwound(now, history, link.id) : retelling.without(link.id, now);
    const values = told ? toValues(told) : (followedValues(link, former, next) ?? valuesOf(link));
    const owner = link.fromContactId ?? root.id;
    if (!told && follows) retelling.refollowed(link.id, { now, next: { ...values }, owner });
    const owned = leaves ? returnedTo(link, returning) : link;
    await writeLink(unit, context, link, { ...owned, ...(follows ? values : {}) });
  }
}

async function isOnOpenJob(unit: UnitOfWork, link: JobContact): Promise<boolean> {
  if (!link.active) return false;
  const job = await unit.jobs.find(link.jobId);
  return job !== undefined && isOpenJob(job);
}

function valuesOf({ first, last, phone, mobile, email }: JobContactValues): JobContactValues {
  return { first, last, phone, mobile, email };
}

function toValues(tracked: Tracked): JobContactValues {
  const text = (key: keyof JobContactValues): string => String(tracked[key] ?? '');
  return {
    first: text('first'),
    last: text('last'),
    phone: text('phone'),
    mobile: text('mobile'),
    email: text('email'),
  };
}

/** Only what it shows counts as an edit. */
async function writeLink(
  unit: UnitOfWork,
  context: TenantContext,
  before: JobContact,
  after: JobContact,
): Promise<void> {
  if (jobContactValueKeys.some((key) => before[key] !== after[key])) {
    unit.jobContacts.update(before, stamped(unit, context, after));
    await feedJob(unit, context, after.jobId);
  } else if (before.contactId !== after.contactId) {
    unit.jobContacts.update(before, movedOn(after));
  }
}
