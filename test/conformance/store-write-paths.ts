/** Every way to write to the hub, as steps that name the ids they make, so that no step needs another's answer. */
import type { ContactPatch, MethodWrite } from '../../src/core/contact/contact-patch.ts';
import { HubError } from '../../src/core/errors.ts';
import type { Hub } from '../../src/core/hub.ts';
import type { MergeRequest } from '../../src/core/service/merge/merge-plan.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import type { Uuid } from '../../src/core/value/identifier.ts';
import { instantFromMs } from '../../src/core/value/instant.ts';
import { nameUuid } from '../support/hub-fixture.ts';

export type Step = (hub: Hub, context: TenantContext) => Promise<unknown>;
export type Outcome = { readonly value: unknown } | { readonly error: string };

/** What a step answered, or the error by name and text. Anything but a `HubError` is a defect. */
export async function outcomeOf(step: Promise<unknown>): Promise<Outcome> {
  try {
    return { value: (await step) ?? null };
  } catch (error) {
    if (error instanceof HubError) return { error: `${error.constructor.name}: ${error.message}` };
    throw error;
  }
}

const ada = nameUuid('ada');
const ben = nameUuid('ben');
const cy = nameUuid('cy');
const acme = nameUuid('acme');
const globex = nameUuid('globex');
const vip = nameUuid('vip');
const colour = nameUuid('colour');
const roof = nameUuid('roof');
const gate = nameUuid('gate');
const method = nameUuid('method');
const address = nameUuid('address');
const relation = nameUuid('relation');
const unknown = nameUuid('unknown');

/** Says everything that a contact can say. */
const everything: ContactPatch = {
  kind: 'organisation',
  givenName: 'Ada',
  familyName: 'Löwe "the 1st" \\ \u{1F600}',
  displayName: 'Ada at work',
  namePrefix: 'Dr',
  middleName: 'M',
  nameSuffix: 'PhD',
  nickname: 'Addy',
  jobTitle: 'Engineer',
  companyName: 'Analytical Engines',
  accountId: acme,
  externalId: 'ext-1',
  leadSource: 'fair',
  leadType: 'lead',
  website: 'https://ada.example.com',
  timeZone: 'America/Chicago',
  dateOfBirth: '09/25/1990',
  gender: 'f',
  language: 'en',
  photo: 'photo-1',
  assignedTo: 'user-1',
  notesText: 'line 1\nline 2\ttab',
  attribution: { source: 'ad', nested: { deep: [1, 2.5, null, true] } },
  lastActivityAt: instantFromMs(1_767_225_000_000),
  methods: [
    {
      op: 'replace',
      kind: 'phone',
      entries: [
        { value: '(555) 100-0001', type: 'work', label: 'desk', memo: 'm', referenceId: 'r' },
        { value: '+15551000002', type: 'mobile', isPrimary: true },
        { value: 'ask at the door', type: 'other' },
      ],
    },
    { op: 'replace', kind: 'email', entries: [{ value: ' Ada@Example.com ', type: 'home' }] },
  ],
  addresses: [
    {
      op: 'replace',
      entries: [
        { type: 'home', street1: '1 Main St', city: 'Austin', state: 'TX', country: 'US' },
        { type: 'work', street1: '2 Side St', street2: 'b', postalCode: '73301', isPrimary: true },
      ],
    },
  ],
  tags: [{ op: 'replace', tags: [{ name: 'VIP' }, { name: 'New  Tag' }, { id: unknown }] }],
  followers: [{ op: 'add', users: ['u1', ' u2', 'u1'] }],
  memberships: [
    { op: 'join', program: 'campaign', programId: 'c1' },
    {
      op: 'join',
      program: 'workflow',
      programId: 'w1',
      eventStartAt: instantFromMs(1_767_225_000_000),
    },
  ],
  customFields: [{ field: 'contact.colour', value: 'blue' }],
  consent: { settings: { sms: { status: 'active', message: 'asked', code: '7' } } },
  archived: true,
  extra: { highlevel: { a: 1 }, voipbin: { b: 'x' } },
};

const person = (givenName: string, phone: string): ContactPatch => ({
  givenName,
  methods: [{ op: 'add', kind: 'phone', entry: { value: phone, type: 'mobile' } }],
});
const adas = (patch: ContactPatch): Step => {
  return (hub, context) => hub.contacts.update(context, ada, patch);
};

/** Says something of Ada's number that comes and goes. */
const prefers = (name: string, value: string | null | undefined): Step => {
  return (hub, context) =>
    hub.methodPreferences.write(context, { contactId: ada, id: method }, { name, value });
};
const no = { name: 'reminders', value: 'false' };
const says = (): { memo: string } => ({ memo: 'one' });
const again = (): MethodWrite => ({
  op: 'put',
  id: method,
  kind: 'phone',
  entry: { value: '555 100 0004' },
});

const catalogueSteps: readonly Step[] = [
  (hub, context) => hub.accounts.create(context, { id: acme, name: 'Acme', city: 'Austin' }),
  (hub, context) => hub.accounts.create(context, { id: acme, name: 'Acme twice' }),
  (hub, context) => hub.accounts.create(context, { id: globex, name: 'Globex', extra: { a: {} } }),
  (hub, context) => hub.accounts.create(context, { name: '  ' }),
  (hub, context) => hub.accounts.update(context, acme, { phone: '1', extra: { st: { k: 1 } } }),
  (hub, context) => hub.accounts.update(context, acme, { name: 'Late' }, { ifVersion: 1 }),
  (hub, context) => hub.tags.create(context, { id: vip, name: ' VIP ', detail: 'important' }),
  (hub, context) => hub.tags.create(context, { name: 'vip' }),
  (hub, context) =>
    hub.customFields.create(context, { id: colour, name: 'Colour', dataType: 'TEXT' }),
  (hub, context) => hub.customFields.create(context, { name: 'Size', dataType: 'NUMERICAL' }),
  (hub, context) => hub.customFields.update(context, colour, { options: ['blue'], position: 3 }),
  (hub, context) => hub.customFields.create(context, { key: 'size', name: 'S', dataType: 'TEXT' }),
  (hub, context) => hub.customValues.create(context, { name: 'Our Town', content: 'Austin' }),
  (hub, context) => hub.customValues.create(context, { name: 'our-town', content: 'twice' }),
];

const contactSteps: readonly Step[] = [
  (hub, context) => hub.contacts.create(context, { id: ada, origin: 'import', ...everything }),
  (hub, context) => hub.contacts.create(context, { id: ada, givenName: 'Twice' }),
  (hub, context) => hub.contacts.create(context, { dateOfBirth: 'yesterday' }),
  (hub, context) => hub.contacts.create(context, { accountId: unknown }),
  (hub, context) =>
    hub.contacts.createMany(context, [
      { id: ben, ...person('Ben', '555 100 0003') },
      { timeZone: 'Mars/Olympus' },
      { id: cy, ...person('Cy', '+44 20 7946 0000') },
      {},
    ]),
  adas({ fullName: 'Ada King Lovelace' }),
  adas({ givenName: 'Augusta' }),
  adas({ displayName: null, jobTitle: null, archived: false }),
  adas({ methods: [{ op: 'slot', kind: 'phone', value: '555-100-0009' }] }),
  adas({ methods: [{ op: 'slot', kind: 'email', value: null }] }),
  adas({ methods: [{ op: 'add', kind: 'email', id: method, entry: { value: 'a@example.com' } }] }),
  adas({ methods: [{ op: 'patch', id: method, patch: { type: 'work', isPrimary: true } }] }),
  adas({ methods: [{ op: 'put', id: method, kind: 'phone', entry: { value: '555 100 0004' } }] }),
  prefers('reminders', 'true'),
  prefers('reminders', 'false'),
  prefers('reminders', undefined),
  prefers('offers', 'true'),
  prefers('offers', null),
  (hub, context) => hub.methodPreferences.write(context, { contactId: ada, id: unknown }, no),
  adas({ methods: [{ op: 'remove', id: method }] }),
  (hub, context) => hub.contactMethods.write(context, { contactId: ada, id: method }, again),
  prefers('offers', 'true'),
  prefers('news', 'true'),
  (hub, context) => hub.contactMethods.remove(context, { contactId: ada, id: method }),
  (hub, context) => hub.contactMethods.add(context, ada, { kind: 'phone', value: '1', says }),
  adas({ methods: [{ op: 'remove', id: method }] }),
  adas({ addresses: [{ op: 'primary', patch: { city: 'Dallas', country: 'Australia' } }] }),
  adas({ addresses: [{ op: 'add', id: address, entry: { street1: '3 Hill Rd' } }] }),
  adas({ addresses: [{ op: 'patch', id: address, patch: { isPrimary: true } }] }),
  adas({ addresses: [{ op: 'remove', id: address }] }),
  adas({ tags: [{ op: 'remove', tags: [{ name: 'vip' }] }] }),
  adas({ tags: [{ op: 'add', tags: [{ id: vip }, { name: 'third' }] }] }),
  adas({
    customFields: [
      { field: 'size', value: '12.5' },
      { field: colour, value: null },
    ],
  }),
  adas({ customFields: [{ field: 'nothing', value: 1 }] }),
  adas({ followers: [{ op: 'remove', users: ['u1'] }] }),
  adas({ memberships: [{ op: 'leave', program: 'campaign', programId: 'c1' }] }),
  adas({ memberships: [{ op: 'leave', program: 'campaign', programId: 'c1' }] }),
  adas({ memberships: [{ op: 'leave-all', program: 'workflow' }] }),
  adas({ extra: { highlevel: { a: null, c: [1] } }, attribution: null }),
  adas({ consent: { dnd: true, inbound: { status: 'active', message: null } } }),
  adas({ consent: { dnd: false, reason: 'called us' } }),
  adas({ accountId: globex }),
  adas({}),
  (hub, context) => hub.contacts.update(context, ada, {}, { touch: true }),
  (hub, context) => hub.contacts.update(context, ada, { nickname: 'N' }, { ifVersion: 1 }),
  (hub, context) => hub.contacts.update(context, unknown, { nickname: 'N' }),
];

const jobSteps: readonly Step[] = [
  (hub, context) => hub.jobs.create(context, { id: roof, status: 'quote', accountId: acme }),
  (hub, context) => hub.jobs.create(context, { id: gate, status: 'completed', date: '2026-02-28' }),
  (hub, context) => hub.jobs.create(context, { status: 'quote', accountId: unknown }),
  (hub, context) => hub.jobs.update(context, roof, { status: 'work-order', description: 'd' }),
  // A known person by e-mail, a new one, a person of another name with the same number, nobody yet, and a given person.
  (hub, context) =>
    link(hub, context, 'known', { jobId: roof, first: 'Ben', mobile: '5551000003' }),
  (hub, context) =>
    link(hub, context, 'new', { jobId: roof, first: 'Dee', email: 'd@example.com' }),
  (hub, context) =>
    link(hub, context, 'other', { jobId: roof, first: 'Eve', mobile: '5551000003' }),
  (hub, context) => link(hub, context, 'nobody', { jobId: roof, role: 'billing' }),
  (hub, context) =>
    link(hub, context, 'given', { jobId: gate, contactId: cy, phone: '5551000005' }),
  (hub, context) => link(hub, context, 'lost', { jobId: unknown, first: 'Fay' }),
  (hub, context) => relink(hub, context, 'known', { mobile: '5551000006', last: 'Bond' }),
  (hub, context) => relink(hub, context, 'nobody', { email: 'd@example.com', first: 'Dee' }),
  (hub, context) => relink(hub, context, 'given', { phone: '', role: 'property-manager' }),
  (hub, context) => relink(hub, context, 'given', { jobId: roof }),
  (hub, context) => relink(hub, context, 'new', { active: false }),
  (hub, context) => relink(hub, context, 'new', { active: true }),
  (hub, context) => hub.jobContacts.remove(context, nameUuid('link other')),
  (hub, context) => hub.contacts.update(context, ben, { familyName: 'Bourne' }),
  (hub, context) => hub.contacts.remove(context, ben),
  (hub, context) => hub.contacts.remove(context, ben),
  (hub, context) => hub.contacts.restore(context, ben),
  (hub, context) => hub.contacts.remove(context, cy),
  (hub, context) => hub.contacts.put(context, cy, { fullName: 'Cy the Second' }),
  (hub, context) => hub.contacts.put(context, cy, { jobTitle: 'Heir' }),
  (hub, context) => hub.contacts.put(context, nameUuid('put'), { fullName: 'Put' }),
  (hub, context) => hub.jobs.remove(context, gate),
];

/** Acme's number: it is the first that takes one. */
const acmeNumber = 1000;
const atAcme = nameUuid('person at acme');
const officePhone = { type: 'phone', value: '555 100 0009' } as const;

const accountSteps: readonly Step[] = [
  (hub, context) =>
    hub.accounts.open(context, {
      id: nameUuid('opened'),
      name: 'Opened',
      contactPoints: [officePhone],
      sites: [{ id: nameUuid('opened site'), name: 'Depot', contactPoints: [officePhone] }],
    }),
  (hub, context) =>
    hub.accounts.open(context, { name: 'Refused', sites: [{ name: 'Depot' }, { name: ' ' }] }),
  (hub, context) =>
    hub.sites.create(context, acmeNumber, { id: nameUuid('site'), name: 'Yard', latitude: 30.25 }),
  (hub, context) => hub.sites.create(context, 7, { name: 'Nowhere' }),
  (hub, context) => hub.accounts.change(context, acmeNumber, ({ name }) => ({ name: `${name}!` })),
  (hub, context) =>
    hub.contactPoints.create(context, { kind: 'account', number: acmeNumber }, officePhone),
  (hub, context) =>
    hub.relatedPeople.create(context, {
      id: atAcme,
      accountId: acme,
      first: 'Dee',
      mobile: '555 100 0010',
      isPrimary: true,
    }),
  (hub, context) =>
    hub.relatedPeople.create(context, { accountId: acme, first: 'Eve', isPrimary: true }),
  (hub, context) =>
    hub.relatedPeople.update(context, atAcme, { last: 'Doe', email: 'dee@example.com' }),
  (hub, context) => hub.relatedPeople.update(context, atAcme, { accountId: globex, role: 'JOB' }),
  (hub, context) => hub.relatedPeople.remove(context, atAcme),
  (hub, context) => hub.relatedPeople.update(context, atAcme, { active: true, isPrimary: true }),
  (hub, context) => hub.relatedPeople.update(context, unknown, { active: true }),
];

const endSteps: readonly Step[] = [
  (hub, context) =>
    hub.relations.relate(context, {
      id: relation,
      contactId: ada,
      targetKind: 'account',
      targetId: acme,
      role: 'owner',
      isMain: true,
    }),
  (hub, context) => hub.relations.update(context, relation, { role: 'boss', isMain: false }),
  (hub, context) => hub.relations.remove(context, relation),
  (hub, context) => hub.accounts.remove(context, globex),
  (hub, context) => hub.tags.update(context, vip, { name: 'Very Important' }),
  (hub, context) => hub.tags.remove(context, vip),
  (hub, context) => hub.tags.create(context, { name: 'vip' }),
  (hub, context) => hub.customFields.remove(context, colour),
];

const mergeId = nameUuid('merge');
const adaWith = (loserId: Uuid, more: Partial<MergeRequest> = {}): Step => {
  return (hub, context) => hub.merges.merge(context, { survivorId: ada, loserId, ...more });
};
const fromBen = nameUuid('merge of ben');
const finding = (a: Uuid, b: Uuid, score: number) => ({ a, b, score, explanation: { score } });
const policy = { automatic: true, threshold: 3 };

const mergeSteps: readonly Step[] = [
  (hub, context) =>
    hub.suggestions.record(context, [
      finding(ada, ben, 2),
      finding(cy, ben, 4),
      finding(cy, unknown, 9),
    ]),
  (hub, context) => hub.suggestions.record(context, [finding(ben, ada, 5)]),
  adaWith(ben, { id: fromBen, rules: { all: 'recent' } }),
  adaWith(ben),
  adaWith(unknown),
  (hub, context) => hub.contacts.update(context, ben, { jobTitle: 'through the old id' }),
  (hub, context) =>
    hub.contacts.put(
      context,
      ben,
      { jobTitle: 'put', notesText: null },
      { throughAlias: { jobTitle: 'patched' } },
    ),
  (hub, context) => hub.contacts.remove(context, ben),
  (hub, context) => hub.contacts.put(context, ben, { jobTitle: 'anew' }),
  (hub, context) => hub.contacts.restore(context, ben),
  (hub, context) => hub.merges.merge(context, { id: mergeId, survivorId: cy, loserId: ada }),
  (hub, context) => hub.merges.undo(context, fromBen),
  (hub, context) => hub.merges.undo(context, mergeId, { different: true }),
  (hub, context) => hub.merges.undo(context, mergeId),
  adaWith(cy),
  (hub, context) => hub.suggestions.tellContactsApart(context, ben, ada),
  (hub, context) => hub.mergePolicy.set(context, policy),
  (hub, context) => hub.mergePolicy.set(context, { automatic: false, threshold: 3 }),
  (hub, context) => hub.mergePolicy.mergeFound(context, finding(ada, cy, 9)),
];

function link(
  hub: Hub,
  context: TenantContext,
  name: string,
  draft: Parameters<Hub['jobContacts']['create']>[1],
): Promise<unknown> {
  return hub.jobContacts.create(context, { id: nameUuid(`link ${name}`), ...draft });
}

function relink(
  hub: Hub,
  context: TenantContext,
  name: string,
  patch: Parameters<Hub['jobContacts']['update']>[2],
): Promise<unknown> {
  return hub.jobContacts.update(context, nameUuid(`link ${name}`), patch);
}

/** In an order in which each finds what it needs. */
export const everyStep: readonly Step[] = [
  ...catalogueSteps,
  ...contactSteps,
  ...jobSteps,
  ...accountSteps,
  ...mergeSteps,
  ...endSteps,
];
