import type { Job } from '../../../core/job/job.ts';
import { extraFields } from './extra-fields.ts';
import { toWire } from './mapping.ts';
import { statusWords } from '../value/job-status.ts';
import { emptyDay, parseStamp } from '../value/stamp.ts';
import { extraFilterFields } from '../extra/extra-filter.ts';
import { editDateField } from '../list/edit-date.ts';
import {
  activeField,
  choiceField,
  readNumber,
  textField,
  unpushed,
  uuidField,
  type FilterField,
  type FilterFields,
} from '../list/field.ts';
import { refusal } from '../list/filter.ts';

/** What jobs can be filtered by: every field of the vendor's record, not the contact information that we add to it. */
export const jobFields: FilterFields<Job> = {
  ...extraFilterFields(extraFields, (job, name) => toWire(job, 'UTC')[name]),
  uuid: uuidField('id', (job) => job.id, { nullable: false }),
  active: activeField(),
  edit_date: editDateField(),
  date: dateField(),
  generated_job_id: numberField(),
  company_uuid: uuidField('accountId', (job) => job.accountId ?? '', { nullable: true }),
  status: choiceField('status', Object.entries(statusWords), {
    read: (text) => text,
    show: (job) => statusWords[job.status],
  }),
  job_address: textField('address', (job) => job.address),
  billing_address: textField('billingAddress', (job) => job.billingAddress),
  job_description: textField('description', (job) => job.description),
  work_done_description: textField('workDone', (job) => job.workDone),
};

/** Shown as text, compared as the number it is. */
function numberField(): FilterField<Job> {
  return {
    show: (job) => job.number,
    read: readNumber('generated_job_id'),
    push: (op, value) =>
      Number.isSafeInteger(value) ? { filters: [{ field: 'number', op, value }] } : unpushed(op),
  };
}

/** Null in the store, zeros when shown; a value with a time of day is later than its day. */
function dateField(): FilterField<Job> {
  return {
    show: (job) => job.date ?? emptyDay,
    read: (text) => {
      const stamp = parseStamp(text);
      if (stamp === null) throw refusal("the value of date must be 'YYYY-MM-DD'");
      return stamp === '' ? emptyDay : stamp.replace(' 00:00:00', '');
    },
    push: (op, value) => {
      const isDay = String(value).length === emptyDay.length && value !== emptyDay;
      // In SQL nothing comes before nothing.
      return isDay && op !== 'lt' ? { filters: [{ field: 'date', op, value }] } : unpushed(op);
    },
  };
}
