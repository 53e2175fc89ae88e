/** Accounts and what belongs to them, as one write sees them. */
import type { Account } from '../../../core/account/account.ts';
import type { ContactPoint } from '../../../core/account/contact-point.ts';
import type { Relation } from '../../../core/account/relation.ts';
import type { Site } from '../../../core/account/site.ts';
import type {
  AccountCollection,
  NumberedCollection,
  RelationCollection,
} from '../../../core/port/unit-of-work.ts';
import { foldText } from '../../../core/value/text.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { accountTable, contactPointTable, relationTable, siteTable } from '../account-tables.ts';
import {
  FlushCollection,
  NumberedRecords,
  selectBy,
  type UnitOptions,
} from './flush-collection.ts';

const relationsOfContact = selectBy(relationTable, 'of_contact', 't.contact_id = $2::uuid');
const relationsOfTarget = selectBy(relationTable, 'of_target', 't.target_id = $2::uuid');
const accountNumbered = selectBy(accountTable, 'numbered', 't.number = $2::bigint');
const siteNumbered = selectBy(siteTable, 'numbered', 't.number = $2::bigint');
const contactPointNumbered = selectBy(contactPointTable, 'numbered', 't.number = $2::bigint');
const accountsNamed = selectBy(
  accountTable,
  'named',
  't.name_folded = left(lower($2), 255) and lower(t.name) = lower($2)',
);

export class FlushAccounts extends NumberedRecords<Account> implements AccountCollection {
  constructor(options: UnitOptions) {
    const set = options.flush.accounts;
    super(options, { entity: 'account', set, table: accountTable, statement: accountNumbered });
  }

  named(name: string): Promise<readonly Account[]> {
    const matches = (account: Account): boolean =>
      account.active && foldText(account.name) === foldText(name);
    return this.findBy(accountTable, { statement: accountsNamed, value: name.trim(), matches });
  }
}

export function makeSites(options: UnitOptions): NumberedCollection<Site> {
  const set = options.flush.sites;
  return new NumberedRecords(options, {
    entity: 'site',
    set,
    table: siteTable,
    statement: siteNumbered,
  });
}

export function makeContactPoints(options: UnitOptions): NumberedCollection<ContactPoint> {
  const set = options.flush.contactPoints;
  const table = contactPointTable;
  return new NumberedRecords(options, {
    entity: 'contact-point',
    set,
    table,
    statement: contactPointNumbered,
  });
}

export class FlushRelations extends FlushCollection<Relation> implements RelationCollection {
  constructor(options: UnitOptions) {
    super(options, 'relation', options.flush.relations);
  }

  ofContact(contactId: Uuid): Promise<readonly Relation[]> {
    const matches = (relation: Relation): boolean => relation.contactId === contactId;
    return this.findBy(relationTable, { statement: relationsOfContact, value: contactId, matches });
  }

  ofTarget(targetId: Uuid): Promise<readonly Relation[]> {
    const matches = (relation: Relation): boolean => relation.targetId === targetId;
    return this.findBy(relationTable, { statement: relationsOfTarget, value: targetId, matches });
  }
}
