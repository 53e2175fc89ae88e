/** Jobs and job contacts between the native API and the core. */
import type {
  Job,
  JobContact,
  JobContactDraft,
  JobDraft,
  JobPatch,
} from '../../../core/job/job.ts';
import { toUuid, toUuidOrNull, toWritten } from '../wire/mapping.ts';
import type {
  JobChangeWire,
  JobContactCreateWire,
  JobContactWire,
  JobCreateWire,
  JobWire,
} from './schema.ts';

export function toWire(job: Job): JobWire {
  const { id, number, status, date, description, workDone, address, billingAddress } = job;
  const { job: forJob, billing, 'property-manager': propertyManager } = job.contactInformation;
  return {
    id,
    number,
    status,
    date,
    description,
    workDone,
    address,
    billingAddress,
    accountId: job.accountId,
    contactInformation: { job: forJob, billing, propertyManager },
    active: job.active,
    ...toWritten(job),
  };
}

/** @throws InvalidInput naming `accountId` when it is no id. */
export function toDraft(body: JobCreateWire): JobDraft {
  const { status, ...fields } = body;
  return { ...toCore(fields), status };
}

/** @throws InvalidInput naming `accountId` when it is no id. */
export function toCore(body: JobChangeWire): JobPatch {
  const { accountId, ...plain } = body;
  if (accountId === undefined) return plain;
  return { ...plain, accountId: toUuidOrNull('accountId', accountId) };
}

export function toLinkWire(link: JobContact): JobContactWire {
  const { id, jobId, role, contactId, first, last, phone, mobile, email, active } = link;
  return {
    id,
    jobId,
    role,
    contactId,
    first,
    last,
    phone,
    mobile,
    email,
    active,
    ...toWritten(link),
  };
}

/** @throws InvalidInput naming `jobId` or `contactId` when it is no id. */
export function toLinkDraft(body: JobContactCreateWire): JobContactDraft {
  const { jobId, contactId, ...plain } = body;
  return {
    ...plain,
    jobId: toUuid('jobId', jobId),
    ...(contactId === undefined ? {} : { contactId: toUuid('contactId', contactId) }),
  };
}
