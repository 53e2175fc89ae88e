/** Between the vendor's company contacts and the hub's relations of people to accounts. */
import type {
  RelatedPersonDraft,
  RelatedPersonPatch,
  Relation,
} from '../../../core/account/relation.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatSqlLike } from '../../../core/value/instant.ts';
import { chosenId } from '../value/chosen-id.ts';
import { companyTypeOf, roleOf } from '../value/company-contact-type.ts';
import { passed } from '../value/passed.ts';
import type { CompanyContactCreate, CompanyContactRecord, CompanyContactUpdate } from './schema.ts';

/** What is absent stays. */
export function toCore(wire: CompanyContactUpdate): RelatedPersonPatch {
  const { first, last, phone, mobile, email, type, active, company_uuid } = wire;
  const { is_primary_contact: primary } = wire;
  return {
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    ...(phone === undefined ? {} : { phone }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(email === undefined ? {} : { email }),
    ...(type === undefined ? {} : { role: roleOf(type) }),
    ...(primary === undefined ? {} : { isPrimary: Number(primary) === 1 }),
    ...(active === undefined ? {} : { active: Number(active) === 1 }),
    ...(company_uuid === undefined ? {} : { accountId: passed(normalizeUuid(company_uuid)) }),
  };
}

export function toCoreDraft(wire: CompanyContactCreate): RelatedPersonDraft {
  return {
    ...toCore(wire),
    ...chosenId(wire),
    accountId: passed(normalizeUuid(wire.company_uuid)),
  };
}

/** `edit_date` is on the wall clock of `timeZone`, the account's. */
export function toWire(relation: Relation, timeZone: string): CompanyContactRecord {
  return {
    uuid: relation.id,
    active: relation.active ? 1 : 0,
    edit_date: formatSqlLike(relation.updatedAt, timeZone),
    company_uuid: relation.targetId ?? '',
    first: relation.first,
    last: relation.last,
    phone: relation.phone,
    mobile: relation.mobile,
    email: relation.email,
    type: companyTypeOf(relation.role),
    is_primary_contact: relation.isPrimary ? '1' : '0',
  };
}
