/** `/api_1.0/jobcontact.json`: the people of a job. */
import type { JobContact } from '../../../core/job/job.ts';
import type { RecordObject } from '../record/record-object.ts';
import { jobContactFields } from './filter-fields.ts';
import { toCoreDraft, toCore, toWire } from './mapping.ts';
import { JobContactCreate, JobContactRecord, JobContactUpdate } from './schema.ts';

export const jobContact: RecordObject<JobContact, JobContactCreate, JobContactUpdate> = {
  path: 'jobcontact',
  operations: 'JobContacts',
  title: 'job contact',
  titles: 'job contacts',
  entity: 'job-contact',
  needs: { read: 'link.read', create: 'link.write', write: 'link.write' },
  schema: { create: JobContactCreate, update: JobContactUpdate, record: JobContactRecord },
  fields: jobContactFields,
  wireNames: { jobId: 'job_uuid', role: 'type' },
  toWire,
  callsOf: ({ jobContacts }) => ({
    list: (context, query) => jobContacts.list(context, query),
    get: (context, id) => jobContacts.get(context, id),
    create: (context, wire) => jobContacts.create(context, toCoreDraft(wire)),
    update: (context, id, wire) => jobContacts.update(context, id, toCore(wire)),
    remove: (context, id) => jobContacts.remove(context, id),
  }),
};
