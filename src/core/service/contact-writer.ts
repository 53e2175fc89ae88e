/** Creating and changing a contact inside a unit of work: the one way in, for every dialect, import and sync. */
import { applyPatch, emptyContact } from '../contact/apply-patch.ts';
import type { ChangeEnvironment } from '../contact/change-environment.ts';
import { applyConsent, newKeys, suppressionChanges, withSuppressions } from '../contact/consent.ts';
import type { ConsentPatch, ContactDraft, ContactPatch } from '../contact/contact-patch.ts';
import { shownName } from '../contact/contact-view.ts';
import type { Contact, MethodKind } from '../contact/contact.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { requireCapability } from '../capability.ts';
import {
  DuplicateContact,
  type EntityName,
  IdTaken,
  NotFound,
  VersionConflict,
} from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Collection, EventNote, UnitOfWork } from '../port/unit-of-work.ts';
import type { Uuid } from '../value/identifier.ts';
import type { TenantContext } from '../tenant-context.ts';
import { followAlias } from './alias.ts';
import { writeMainAccount } from './main-account.ts';
import { followPerson, freeLinksOf } from './link-follow.ts';
import { dropPreferences } from './preference-follow.ts';
import { resolveReferences } from './references.ts';

export interface ContactWriteOptions {
  /** `workspace`: refuse when the workspace's setting says so, as HighLevel does; default is always to allow. */
  readonly duplicates?: 'allow' | 'workspace';
  /** The version that the caller last saw (`If-Match`). */
  readonly ifVersion?: number;
  /** Count as a write of the contact even when nothing differs (VoIPBIN `PUT {}`). */
  readonly touch?: boolean;
}

/** What is to become of a contact, and how. */
export interface ContactChange extends ContactWriteOptions {
  readonly patch: ContactPatch;
  /** The job link whose write means this change. */
  readonly causedBy?: Uuid;
}

interface CreateOptions extends ContactWriteOptions {
  /** The deleted contact whose id the new one takes over. */
  readonly replacing?: Contact;
}

export function environmentOf(unit: UnitOfWork, context: TenantContext): ChangeEnvironment {
  return {
    at: unit.at,
    by: context.principal,
    region: context.workspace.region,
    newId: () => unit.newId(),
  };
}

/** Not the contact's own fields: writing these does not touch it. */
const lists: ReadonlySet<string> = new Set([
  'methods',
  'addresses',
  'tags',
  'followers',
  'memberships',
]);

/** Inserts a contact. @throws InvalidInput, DuplicateContact, and IdTaken when the flush ends. */
export async function createContactIn(
  unit: UnitOfWork,
  context: TenantContext,
  draft: ContactDraft,
  options: CreateOptions = {},
): Promise<Contact> {
  if (draft.id !== undefined && !options.replacing)
    await assertFree(unit.contacts, 'contact', draft.id);
  const env = environmentOf(unit, context);
  const empty = emptyContact(draft.id ?? unit.newId(), draft.origin ?? 'api', env);
  const resolved = await resolveReferences(unit, empty, draft, env.by);
  const drafted = withConsent(applyPatch(empty, draft, resolved, env), draft.consent);
  assertStorable(drafted);
  const version = (options.replacing?.version ?? 0) + 1;
  const contact = await suppressed(unit, null, { ...drafted, version });
  if (options.duplicates === 'workspace') await refuseDuplicate(unit, context, null, contact);
  await insertOrReplace(unit, contact, options.replacing);
  noteSuppressions(unit, null, contact);
  if (contact.accountId !== null) await writeMainAccount(unit, context, null, contact);
  return contact;
}

/** Nothing was consented to before, so nothing can be relaxed. */
function withConsent(contact: Contact, consent: ConsentPatch | undefined): Contact {
  return consent ? { ...contact, ...withoutRelaxes(applyConsent(contact, consent)) } : contact;
}

/** A fresh person takes over nothing of the one whose id it has: neither links nor relations nor preferences. */
async function insertOrReplace(
  unit: UnitOfWork,
  contact: Contact,
  replacing: Contact | undefined,
): Promise<void> {
  if (!replacing) return unit.contacts.insert(contact);
  await freeLinksOf(unit, replacing.id);
  for (const relation of await unit.relations.ofContact(replacing.id))
    unit.relations.remove(relation);
  await dropPreferences(unit, replacing, { methods: [] });
  unit.contacts.update(replacing, contact, { type: 'created' });
}

/**
 * Changes a live contact and everything that follows from it: main account, suppression list, job links.
 * Returns `before` itself when nothing changed.
 */
export async function updateContactIn(
  unit: UnitOfWork,
  context: TenantContext,
  before: Contact,
  { patch, ...options }: ContactChange,
): Promise<Contact> {
  assertVersion(before, options.ifVersion);
  const env = environmentOf(unit, context);
  const resolved = await resolveReferences(unit, before, patch, env.by);
  const applied = applyPatch(before, patch, resolved, env);
  const { contact, note } = consentedChange(context, before, applied, patch.consent);
  const changed = changedKeys(before, contact);
  if (changed.length === 0 && !options.touch) return before;
  assertStorable(contact);
  const scalarsChanged = changed.some((key) => !lists.has(key));
  const after = await suppressed(unit, before, {
    ...contact,
    updatedAt: unit.at,
    updatedBy: context.principal,
    touchedAt: scalarsChanged || options.touch ? unit.at : before.touchedAt,
    version: before.version + 1,
  });
  if (options.duplicates === 'workspace') await refuseDuplicate(unit, context, before, after);
  unit.contacts.update(before, after, note);
  noteSuppressions(unit, before, after);
  if (after.accountId !== before.accountId) await writeMainAccount(unit, context, before, after);
  await dropPreferences(unit, before, after);
  await followPerson(unit, context, { before, after, causedBy: options.causedBy });
  return after;
}

export function assertVersion(
  record: { readonly version: number },
  ifVersion: number | undefined,
): void {
  if (ifVersion !== undefined && ifVersion !== record.version)
    throw new VersionConflict(record.version);
}

/** @throws IdTaken when a client chose an id that is in use, also by a deleted record. */
export async function assertFree(
  collection: Collection<{ readonly id: Uuid }>,
  entity: EntityName,
  id: Uuid,
): Promise<void> {
  if (await collection.find(id)) throw new IdTaken(entity, id);
}

/** The live contact that the id stands for, locked: of a merged one, its survivor. @throws NotFound also for a deleted one. */
export async function getLive(unit: UnitOfWork, id: Contact['id']): Promise<Contact> {
  const contact = await followAlias((wanted) => unit.contacts.find(wanted), id);
  if (!contact || contact.deletedAt !== null) throw new NotFound('contact', id);
  return contact;
}

function withoutRelaxes(
  consent: ReturnType<typeof applyConsent>,
): Pick<Contact, 'dnd' | 'dndSettings' | 'inboundDnd'> {
  return { dnd: consent.dnd, dndSettings: consent.dndSettings, inboundDnd: consent.inboundDnd };
}

function consentedChange(
  context: TenantContext,
  before: Contact,
  applied: Contact,
  patch: ConsentPatch | undefined,
): { contact: Contact; note?: EventNote } {
  if (!patch) return { contact: applied };
  const consent = applyConsent(before, patch);
  const contact = { ...applied, ...withoutRelaxes(consent) };
  if (!consent.relaxes) return { contact };
  requireCapability(context, 'consent.relax');
  const reason = patch.reason ?? `Allowed again by a ${context.dialect} client`;
  return { contact, note: { type: 'consent-relaxed', note: { reason } } };
}

/** Blocks what one of the newly added addresses must not be reached by. */
export async function suppressed(
  unit: UnitOfWork,
  before: Contact | null,
  after: Contact,
): Promise<Contact> {
  const keys = newKeys(before, after);
  if (keys.length === 0) return after;
  const found = await unit.suppressions.find(keys);
  return found.size === 0 ? after : withSuppressions(before, after, found);
}

/** Puts newly blocked addresses on the suppression list, and takes off those that are allowed again. */
export function noteSuppressions(
  unit: UnitOfWork,
  before: Contact | null,
  after: Contact,
  mergeId?: Uuid,
): void {
  if (
    before &&
    before.dnd === after.dnd &&
    before.dndSettings === after.dndSettings &&
    before.methods === after.methods
  )
    return;
  for (const { channel, key, suppressed: add } of suppressionChanges(before, after)) {
    if (add) unit.suppressions.add(channel, key, mergeId);
    else unit.suppressions.lift(channel, key);
  }
}

/** E-mail is looked at before phone, as HighLevel's default order is. */
async function refuseDuplicate(
  unit: UnitOfWork,
  context: TenantContext,
  before: Contact | null,
  after: Contact,
): Promise<void> {
  if (context.workspace.duplicates === 'allow') return;
  const added = new Set(newKeys(before, after));
  if (added.size === 0) return;
  for (const kind of ['email', 'phone'] as const) await refuseKind(unit, after, kind, added);
}

async function refuseKind(
  unit: UnitOfWork,
  after: Contact,
  kind: MethodKind,
  added: ReadonlySet<string>,
): Promise<void> {
  const keys = after.methods
    .filter((method) => method.kind === kind && added.has(method.key))
    .map((method) => method.key);
  if (keys.length === 0) return;
  const owners = await unit.contacts.withKeys(kind, keys);
  const owner = owners.find((contact) => contact.id !== after.id);
  if (owner) throw new DuplicateContact({ id: owner.id, name: shownName(owner) ?? '' }, kind);
}
