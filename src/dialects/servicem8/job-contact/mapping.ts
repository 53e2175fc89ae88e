/** Between the vendor's job contacts and the hub's links between jobs and people. */
import type { JobContact, JobContactDraft, JobContactPatch } from '../../../core/job/job.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatSqlLike } from '../../../core/value/instant.ts';
import type { JobContactCreate, JobContactRecord, JobContactUpdate } from './schema.ts';
import { parseType, typeOf } from '../value/job-contact-type.ts';
import { chosenId } from '../value/chosen-id.ts';
import { passed } from '../value/passed.ts';

/** What is absent stays. A job other than the link's own is refused by the core. */
export function toCore(wire: JobContactUpdate): JobContactPatch {
  const { first, last, phone, mobile, email, type, active, job_uuid } = wire;
  return {
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    ...(phone === undefined ? {} : { phone }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(email === undefined ? {} : { email }),
    ...(type === undefined ? {} : { role: passed(parseType(type)) }),
    ...(active === undefined ? {} : { active: Number(active) === 1 }),
    ...(job_uuid === undefined ? {} : { jobId: passed(normalizeUuid(job_uuid)) }),
  };
}

/** Without a type it is a `JOB` contact; without a uuid the hub makes one. */
export function toCoreDraft(wire: JobContactCreate): JobContactDraft {
  return {
    ...toCore(wire),
    ...chosenId(wire),
    jobId: passed(normalizeUuid(wire.job_uuid)),
  };
}

/** `edit_date` is on the wall clock of `timeZone`, the account's. */
export function toWire(link: JobContact, timeZone: string): JobContactRecord {
  return {
    uuid: link.id,
    active: link.active ? 1 : 0,
    edit_date: formatSqlLike(link.updatedAt, timeZone),
    job_uuid: link.jobId,
    first: link.first,
    last: link.last,
    phone: link.phone,
    mobile: link.mobile,
    email: link.email,
    type: typeOf(link.role),
  };
}
