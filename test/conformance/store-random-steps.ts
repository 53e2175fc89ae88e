/** Random writes over few ids and values, so that they meet each other; as data, so that a failure can be read. */
import fc from 'fast-check';
import type { ContactPatch, MethodWrite } from '../../src/core/contact/contact-patch.ts';
import type { DuplicatePolicy } from '../../src/core/workspace/workspace.ts';
import { nameUuid } from '../support/hub-fixture.ts';
import type { Step } from './store-write-paths.ts';

const uuids = (...names: string[]) => fc.constantFrom(...names.map((name) => nameUuid(name)));
const contactId = uuids('c1', 'c2', 'c3');
const jobId = uuids('j1', 'j2');
const linkId = uuids('l1', 'l2', 'l3');
const accountId = uuids('a1', 'a2');
const tagId = uuids('t1', 't2');
const relationId = uuids('r1', 'r2');
const methodId = uuids('m1', 'm2');
const addressId = uuids('d1', 'd2');
const mergeId = uuids('g1', 'g2');

const given = fc.constantFrom('Ann', 'Bob', '');
const phone = fc.constantFrom('555 100 0001', '+15551000001', '5551000002', 'no number');
const email = fc.constantFrom('a@example.com', ' A@example.com', 'b@example.com');
const methodKind = fc.constantFrom('phone', 'email');
const entry = fc.record(
  {
    value: fc.oneof(phone, email),
    type: fc.constantFrom('work', 'mobile', 'fax'),
    isPrimary: fc.boolean(),
    memo: fc.constantFrom('memo', null),
  },
  { requiredKeys: ['value'] },
);
const partial = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const methodWrite: fc.Arbitrary<MethodWrite> = fc.oneof(
  fc.record({
    op: fc.constant('replace' as const),
    kind: methodKind,
    entries: fc.array(entry, { maxLength: 3 }),
  }),
  fc.record({ op: fc.constant('slot' as const), kind: methodKind, value: fc.option(phone) }),
  fc.record({ op: fc.constant('add' as const), kind: methodKind, entry, id: methodId }),
  fc.record({ op: fc.constant('put' as const), kind: methodKind, entry, id: methodId }),
  fc.record({
    op: fc.constant('patch' as const),
    id: methodId,
    patch: partial({ value: phone, kind: methodKind, isPrimary: fc.boolean() }),
  }),
  fc.record({ op: fc.constant('remove' as const), id: methodId }),
);

const addressEntry = partial({
  type: fc.constantFrom('home', 'work'),
  street1: fc.constantFrom('1 Main St', null),
  country: fc.constantFrom('US', 'Germany', ''),
  isPrimary: fc.boolean(),
});
const addressWrite = fc.oneof(
  fc.record({
    op: fc.constant('replace' as const),
    entries: fc.array(addressEntry, { maxLength: 2 }),
  }),
  fc.record({ op: fc.constant('primary' as const), patch: addressEntry }),
  fc.record({ op: fc.constant('add' as const), id: addressId, entry: addressEntry }),
  fc.record({ op: fc.constant('patch' as const), id: addressId, patch: addressEntry }),
  fc.record({ op: fc.constant('remove' as const), id: addressId }),
);

const tagName = fc.constantFrom('Red', 'blue ', 'green');
const tagWrite = fc.record({
  op: fc.constantFrom('replace', 'add', 'remove'),
  tags: fc.array(fc.oneof(fc.record({ name: tagName }), fc.record({ id: tagId })), {
    maxLength: 2,
  }),
});
const dndSetting = fc.record({ status: fc.constantFrom('active', 'inactive', 'permanent') });

const contactPatch: fc.Arbitrary<ContactPatch> = partial({
  givenName: given,
  fullName: fc.constantFrom('Ann Lee', 'Bob', null),
  displayName: fc.constantFrom('Label', '', null),
  jobTitle: fc.constantFrom('Boss', null),
  accountId: fc.option(accountId),
  archived: fc.boolean(),
  methods: fc.array(methodWrite, { minLength: 1, maxLength: 2 }),
  addresses: fc.array(addressWrite, { minLength: 1, maxLength: 2 }),
  tags: fc.array(tagWrite, { minLength: 1, maxLength: 2 }),
  customFields: fc.constantFrom([{ field: 'size', value: 4 }], [{ field: 'size', value: null }]),
  consent: partial({
    dnd: fc.boolean(),
    settings: partial({ sms: dndSetting, email: dndSetting }),
  }),
});

const linkValues = {
  first: given,
  last: fc.constantFrom('Lee', ''),
  phone: fc.oneof(phone, fc.constant('')),
  mobile: fc.oneof(phone, fc.constant('')),
  email: fc.oneof(email, fc.constant('')),
};
const role = fc.constantFrom('job', 'billing');
const ifVersion = partial({ ifVersion: fc.integer({ min: 1, max: 3 }) });
const duplicates = fc.constantFrom('allow', 'workspace');
const status = fc.constantFrom('quote', 'work-order', 'completed');

/** A step with a name for whoever reads the counterexample. */
export interface NamedStep {
  readonly name: string;
  readonly input: unknown;
  readonly step: Step;
}

function named<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  run: (input: T) => Step,
): fc.Arbitrary<NamedStep> {
  return inputs.map((input) => ({ name, input, step: run(input) }));
}

const contactStep = fc.oneof(
  {
    weight: 3,
    arbitrary: named(
      'create',
      fc.record({ id: contactId, patch: contactPatch, duplicates }),
      (x) => (hub, context) =>
        hub.contacts.create(context, { id: x.id, ...x.patch }, { duplicates: x.duplicates }),
    ),
  },
  {
    weight: 1,
    arbitrary: named(
      'create unnamed',
      fc.record({ patch: contactPatch, duplicates }),
      (x) => (hub, context) => hub.contacts.create(context, x.patch, { duplicates: x.duplicates }),
    ),
  },
  {
    weight: 6,
    arbitrary: named(
      'update',
      fc.record({ id: contactId, patch: contactPatch, options: ifVersion, duplicates }),
      (x) => (hub, context) =>
        hub.contacts.update(context, x.id, x.patch, { ...x.options, duplicates: x.duplicates }),
    ),
  },
  {
    weight: 2,
    arbitrary: named(
      'put',
      fc.record({ id: contactId, patch: contactPatch }),
      (x) => (hub, context) => hub.contacts.put(context, x.id, x.patch),
    ),
  },
  {
    weight: 2,
    arbitrary: named(
      'remove',
      contactId,
      (id) => (hub, context) => hub.contacts.remove(context, id),
    ),
  },
  {
    weight: 2,
    arbitrary: named(
      'restore',
      contactId,
      (id) => (hub, context) => hub.contacts.restore(context, id),
    ),
  },
);

const jobStep = fc.oneof(
  {
    weight: 2,
    arbitrary: named(
      'create job',
      fc.record({ id: jobId, status }),
      (x) => (hub, context) => hub.jobs.create(context, x),
    ),
  },
  {
    weight: 1,
    arbitrary: named(
      'update job',
      fc.record({ id: jobId, patch: partial({ status, active: fc.boolean() }) }),
      (x) => (hub, context) => hub.jobs.update(context, x.id, x.patch),
    ),
  },
  {
    weight: 4,
    arbitrary: named(
      'link',
      fc.record({ id: linkId, jobId, role, values: partial(linkValues) }),
      (x) => (hub, context) =>
        hub.jobContacts.create(context, { id: x.id, jobId: x.jobId, role: x.role, ...x.values }),
    ),
  },
  {
    weight: 1,
    arbitrary: named(
      'link given',
      fc.record({ id: linkId, jobId, contactId }),
      (x) => (hub, context) => hub.jobContacts.create(context, x),
    ),
  },
  {
    weight: 4,
    arbitrary: named(
      'update link',
      fc.record({ id: linkId, patch: partial({ ...linkValues, role, active: fc.boolean() }) }),
      (x) => (hub, context) => hub.jobContacts.update(context, x.id, x.patch),
    ),
  },
);

const otherStep = fc.oneof(
  named(
    'create account',
    fc.record({ id: accountId, name: fc.constantFrom('Acme', 'acme ') }),
    (x) => (hub, context) => hub.accounts.create(context, x),
  ),
  named(
    'update account',
    fc.record({ id: accountId, active: fc.boolean() }),
    (x) => (hub, context) => hub.accounts.update(context, x.id, { active: x.active }),
  ),
  named(
    'relate',
    fc.record({
      id: relationId,
      contactId,
      targetId: accountId,
      role: fc.constantFrom('', 'boss'),
      isMain: fc.boolean(),
    }),
    (x) => (hub, context) => hub.relations.relate(context, { targetKind: 'account', ...x }),
  ),
  named(
    'update relation',
    fc.record({
      id: relationId,
      patch: partial({ role: fc.constantFrom('a', 'b'), isMain: fc.boolean() }),
    }),
    (x) => (hub, context) => hub.relations.update(context, x.id, x.patch),
  ),
  named('unrelate', relationId, (id) => (hub, context) => hub.relations.remove(context, id)),
  named(
    'create tag',
    fc.record({ id: tagId, name: tagName }),
    (x) => (hub, context) => hub.tags.create(context, x),
  ),
  named(
    'rename tag',
    fc.record({ id: tagId, name: tagName }),
    (x) => (hub, context) => hub.tags.update(context, x.id, { name: x.name }),
  ),
  named('remove tag', tagId, (id) => (hub, context) => hub.tags.remove(context, id)),
  named(
    'create field',
    fc.constant(nameUuid('f1')),
    (id) => (hub, context) =>
      hub.customFields.create(context, { id, name: 'Size', dataType: 'NUMERICAL' }),
  ),
  named(
    'remove field',
    fc.constant(nameUuid('f1')),
    (id) => (hub, context) => hub.customFields.remove(context, id),
  ),
);

const mergeStep = fc.oneof(
  named(
    'merge',
    fc.record({ survivorId: contactId, loserId: contactId, id: mergeId }),
    (request) => (hub, context) => hub.merges.merge(context, request),
  ),
  named(
    'undo',
    fc.record({ id: mergeId, different: fc.boolean() }),
    ({ id, different }) =>
      (hub, context) =>
        hub.merges.undo(context, id, { different }),
  ),
);

/** Up to a few dozen steps, most of them about contacts and job contacts. */
export const randomSteps: fc.Arbitrary<readonly NamedStep[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: contactStep },
    { weight: 4, arbitrary: jobStep },
    { weight: 3, arbitrary: otherStep },
    { weight: 1, arbitrary: mergeStep },
  ),
  { minLength: 2, maxLength: 40, size: 'max' },
);

export const policy: fc.Arbitrary<DuplicatePolicy> = fc.constantFrom('allow', 'refuse');
