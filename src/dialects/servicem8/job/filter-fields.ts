import type { Job } from '../../../core/job/job.ts';
import {
  emptyTexts,
  extraFieldNames,
  extraFields,
  type ExtraField,
  type ExtraKind,
} from './extra-fields.ts';
import { toWire } from './mapping.ts';
import { statusWords } from '../value/job-status.ts';
import { emptyDay, emptyStamp, parseStamp } from '../value/stamp.ts';
import { editDateField } from '../list/edit-date.ts';
import {
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
  ...extraFilterFields(),
  uuid: uuidField('id', (job) => job.id, { nullable: false }),
  active: choiceField(
    'active',
    [
      [true, 1],
      [false, 0],
    ],
    { read: readNumber('active'), show: (job) => (job.active ? 1 : 0) },
  ),
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

function extraFilterFields(): FilterFields<Job> {
  return Object.fromEntries(extraFieldNames.map((name) => [name, extraField(name)]));
}

function extraField(name: ExtraField): FilterField<Job> {
  const kind = extraFields[name];
  const show = (job: Job): number | string => toWire(job, 'UTC')[name];
  const column = `extra.servicem8.${name}`;
  if (kind === 'number') return { show, read: readNumber(name), push: unpushed };
  if (kind === 'flag') {
    return choiceField(
      column,
      [
        ['1', 1],
        ['', 0],
      ],
      { show, read: readNumber(name) },
    );
  }
  const empty = emptyTexts[kind];
  return {
    show,
    read: (text) => (text === '' ? empty : respellStamp(kind, text)),
    push: (op, value) => {
      const isOrdered = op === 'gt' || op === 'lt';
      // Where the empty text as shown is not the least, as `''` is in the store, the order is another.
      if (isOrdered && (kind === 'badges' || value < empty)) return unpushed(op);
      return { filters: [{ field: column, op, value: value === empty ? '' : value }] };
    },
  };
}

/** A date alone is its midnight; what is no time is compared as it stands. */
function respellStamp(kind: ExtraKind, text: string): string {
  if (kind !== 'stamp') return text;
  const stamp = parseStamp(text);
  return stamp === null ? text : stamp || emptyStamp;
}
