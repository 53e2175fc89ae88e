import type { Relation } from '../../../core/account/relation.ts';
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
import { companyTypeOf, roleOf } from '../value/company-contact-type.ts';

/** What company contacts can be filtered by: every field that they show. */
export const companyContactFields: FilterFields<Relation> = {
  uuid: uuidField('id', (relation) => relation.id, { nullable: false }),
  active: activeField(),
  edit_date: editDateField(),
  company_uuid: uuidField('targetId', (relation) => relation.targetId ?? '', { nullable: false }),
  first: textField('first', (relation) => relation.first),
  last: textField('last', (relation) => relation.last),
  phone: textField('phone', (relation) => relation.phone),
  mobile: textField('mobile', (relation) => relation.mobile),
  email: textField('email', (relation) => relation.email),
  type: typeField(),
  is_primary_contact: choiceField(
    'isPrimary',
    [
      [true, 1],
      [false, 0],
    ],
    { read: readNumber('is_primary_contact'), show: ({ isPrimary }) => (isPrimary ? 1 : 0) },
  ),
};

/** Stored in another letter case than shown: equal alike, ordered otherwise. */
function typeField(): FilterField<Relation> {
  return {
    show: (relation) => companyTypeOf(relation.role),
    read: (text) => companyTypeOf(roleOf(text)),
    push: (op, value) => {
      if (op === 'gt' || op === 'lt') return unpushed(op);
      return { filters: [{ field: 'role', op, value }] };
    },
  };
}
