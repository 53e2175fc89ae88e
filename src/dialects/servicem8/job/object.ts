/** `/api_1.0/job.json`: jobs, with the contact information that their contacts feed. */
import type { Job } from '../../../core/job/job.ts';
import type { RecordObject } from '../record/record-object.ts';
import { jobFields } from './filter-fields.ts';
import { toCoreDraft, toCore, toWire } from './mapping.ts';
import { JobCreate, JobRecord, JobUpdate } from './schema.ts';

export const job: RecordObject<Job, JobCreate, JobUpdate> = {
  path: 'job',
  operations: 'Jobs',
  title: 'job',
  titles: 'jobs',
  entity: 'job',
  needs: { read: 'job.read', create: 'job.create', write: 'job.write' },
  schema: { create: JobCreate, update: JobUpdate, record: JobRecord },
  fields: jobFields,
  wireNames: {
    accountId: 'company_uuid',
    address: 'job_address',
    billingAddress: 'billing_address',
    description: 'job_description',
    workDone: 'work_done_description',
  },
  toWire,
  callsOf: ({ jobs }) => ({
    list: (context, query) => jobs.list(context, query),
    get: (context, id) => jobs.get(context, id),
    create: (context, wire) => jobs.create(context, toCoreDraft(wire)),
    update: (context, id, wire) => jobs.update(context, id, toCore(wire)),
    remove: (context, id) => jobs.remove(context, id),
  }),
};
