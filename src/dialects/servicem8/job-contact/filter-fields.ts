import type { JobContact } from '../../../core/job/job.ts';
import { jobContactRoles } from '../../../core/job/job.ts';
import { respellType, typeOf } from '../value/job-contact-type.ts';
import { editDateField } from '../list/edit-date.ts';
import {
  activeField,
  choiceField,
  textField,
  uuidField,
  type FilterFields,
} from '../list/field.ts';

/** What job contacts can be filtered by: every field that they show. */
export const jobContactFields: FilterFields<JobContact> = {
  uuid: uuidField('id', (link) => link.id, { nullable: false }),
  active: activeField(),
  edit_date: editDateField(),
  job_uuid: uuidField('jobId', (link) => link.jobId, { nullable: false }),
  first: textField('first', (link) => link.first),
  last: textField('last', (link) => link.last),
  phone: textField('phone', (link) => link.phone),
  mobile: textField('mobile', (link) => link.mobile),
  email: textField('email', (link) => link.email),
  type: choiceField(
    'role',
    jobContactRoles.map((role) => [role, typeOf(role)]),
    { read: respellType, show: (link) => typeOf(link.role) },
  ),
};
