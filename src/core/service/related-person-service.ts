/** The use cases of people at accounts: a relation to an account together with the five values of its person. */
import type { Relation, RelatedPersonDraft, RelatedPersonPatch } from '../account/relation.ts';
import { canShow, writtenThrough } from '../account/related-person.ts';
import { requireCapability } from '../capability.ts';
import { jobContactValuesOf } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { emptyJobContactValues, jobContactValueKeys, type JobContactValues } from '../job/job.ts';
import { givenValues, personDraft } from '../job/link-rules.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork, WriteHints } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { assertFree, assertVersion, createContactIn, updateContactIn } from './contact-writer.ts';
import { candidatesFor } from './person-match.ts';
import { writeMain } from './relation-main.ts';
import { insertRelation, newRelation, writeRelation, type RelationEnd } from './relation-writer.ts';

export class RelatedPersonService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Relates the person whom the values mean: an existing one by exact e-mail or mobile, if they can show all the
   * values without losing one of theirs, else a new one. @throws InvalidInput naming `accountId`, IdTaken
   */
  async create(context: TenantContext, draft: RelatedPersonDraft): Promise<Relation> {
    requireCapability(context, 'relation.write');
    const values = { ...emptyJobContactValues, ...givenValues(draft) };
    return this.#store.write(context, hintsOf(context, values), async (unit) => {
      const end = await accountEnd(unit, draft.accountId);
      if (draft.id) await assertFree(unit.relations, 'relation', draft.id);
      assertStorable(values);
      const contact = await findOrMakePerson(unit, context, values);
      const { accountId: _accountId, ...parts } = draft;
      const relation = newRelation(unit, context, contact, { ...parts, ...end });
      await insertRelation(unit, context, relation);
      return relation;
    });
  }

  /** Ended ones too (`active: false`). @throws NotFound also for a relation to something else than an account */
  async get(context: TenantContext, id: Uuid): Promise<Relation> {
    requireCapability(context, 'relation.read');
    const relation = await this.#store.relations.find(context, id);
    if (relation?.targetKind !== 'account') throw new NotFound('relation', id);
    return relation;
  }

  /** Relations to accounts, ended ones too unless the filters leave them out. */
  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Relation>> {
    requireCapability(context, 'relation.read');
    const ofAccounts = { field: 'targetKind', op: 'eq', value: 'account' } as const;
    return this.#store.relations.list(context, {
      ...query,
      filters: [ofAccounts, ...query.filters],
    });
  }

  /**
   * A sparse update of the relation and, through it, of its person. A relation whose person was deleted keeps what it
   * shows, and gets a new person with these values when it is restored. @throws NotFound, InvalidInput, VersionConflict
   */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: RelatedPersonPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Relation> {
    requireCapability(context, 'relation.write');
    return this.#store.write(context, {}, async (unit) => {
      const found = await unit.relations.find(id);
      if (found?.targetKind !== 'account') throw new NotFound('relation', id);
      assertVersion(found, options.ifVersion);
      const before = await writeValues(unit, context, found, givenValues(patch));
      const after = await asked(unit, context, before, patch);
      const leaves = after.targetId !== before.targetId && before.isMain;
      if (leaves) await writeMain(unit, context, before, { isMain: false });
      const left = (await unit.relations.find(id)) ?? before;
      const written = await writeRelation(unit, context, left, { ...after, isMain: left.isMain });
      await writeMain(unit, context, written, leaves ? { isMain: true } : {});
      return (await unit.relations.find(id)) ?? written;
    });
  }

  /** Ends the relation; it stays listed, the person stays, and `active: true` restores it. */
  remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<Relation> {
    return this.update(context, id, { active: false }, options);
  }
}

function hintsOf(context: TenantContext, values: JobContactValues): WriteHints {
  const key = (kind: 'phone' | 'email', value: string): string[] =>
    value ? [parseMethodValue(kind, value, context.workspace.region).key] : [];
  const phoneKeys = key('phone', values.mobile);
  const emailKeys = key('email', values.email);
  const suppressionKeys = [...phoneKeys, ...emailKeys, ...key('phone', values.phone)];
  return { phoneKeys, emailKeys, suppressionKeys };
}

async function accountEnd(unit: UnitOfWork, accountId: Uuid): Promise<RelationEnd> {
  const account = await unit.accounts.find(accountId);
  if (!account) throw InvalidInput.of('accountId', `no account has the id ${accountId}`);
  return { targetKind: 'account', targetId: account.id, targetNumber: account.number };
}

async function findOrMakePerson(
  unit: UnitOfWork,
  context: TenantContext,
  values: JobContactValues,
): Promise<Contact> {
  const { region } = context.workspace;
  const candidates = await candidatesFor(unit, context, values);
  const person = candidates.find((contact) => canShow(contact, values, region));
  if (!person) return createContactIn(unit, context, personDraft(values, region));
  const patch = writtenThrough(person, saidValues(values), region);
  return updateContactIn(unit, context, person, { patch });
}

/** Those that are not empty: of an existing person, nothing is taken away. */
function saidValues(values: JobContactValues): Partial<JobContactValues> {
  const said: { -readonly [K in keyof JobContactValues]?: string } = {};
  for (const key of jobContactValueKeys) if (values[key] !== '') said[key] = values[key];
  return said;
}

/** The relation once its person, if they are there, has the values that differ from what is shown. */
async function writeValues(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
  values: Partial<JobContactValues>,
): Promise<Relation> {
  assertStorable(values);
  const changed = jobContactValueKeys.filter(
    (key) => values[key] !== undefined && values[key] !== relation[key],
  );
  if (changed.length === 0) return relation;
  const contact = await livePerson(unit, relation);
  if (!contact) return writeRelation(unit, context, relation, { ...relation, ...values });
  const differing = Object.fromEntries(changed.map((key) => [key, values[key]]));
  const patch = writtenThrough(contact, differing, context.workspace.region);
  await updateContactIn(unit, context, contact, { patch });
  return (await unit.relations.find(relation.id)) ?? relation;
}

async function asked(
  unit: UnitOfWork,
  context: TenantContext,
  before: Relation,
  patch: RelatedPersonPatch,
): Promise<Relation> {
  const { accountId, role, isPrimary, active = before.active } = patch;
  const end = accountId && accountId !== before.targetId ? await accountEnd(unit, accountId) : {};
  const returns = active && !before.active && !(await livePerson(unit, before));
  const person = returns ? await newPerson(unit, context, before) : {};
  return {
    ...before,
    ...end,
    ...person,
    role: role ?? before.role,
    isPrimary: isPrimary ?? before.isPrimary,
    active,
  };
}

async function newPerson(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
): Promise<Partial<Relation>> {
  const draft = personDraft(relation, context.workspace.region);
  const contact = await createContactIn(unit, context, draft);
  return { contactId: contact.id, isMain: false, ...jobContactValuesOf(contact) };
}

async function livePerson(unit: UnitOfWork, relation: Relation): Promise<Contact | undefined> {
  const contact = await unit.contacts.find(relation.contactId);
  return contact && contact.deletedAt === null ? contact : undefined;
}
