/** A workspace with one record of every kind, so that each can be asked for from elsewhere. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { NativeApi } from '../conformance/dialect-drivers/native-api.ts';
import { dig, textAt } from './http-call.ts';
import { openSpeakers, type Speaker } from './speaker.ts';

/** The same in every workspace on purpose. */
export const twin = {
  first: 'Ada',
  last: 'Twinset',
  phone: '+15125550142',
  mobile: '+15125550143',
  email: 'ada.twinset@example.com',
  externalId: 'twin-1',
};

export interface PopulatedWorkspace {
  readonly sandbox: SandboxFile;
  readonly native: NativeApi;
  readonly speakers: ReadonlyMap<string, Speaker>;
  /** What the record is → its id. */
  readonly ids: Readonly<Record<EntityName, string>>;
  /** Dialect → its own id of the contact. */
  readonly recordIds: ReadonlyMap<string, string>;
  /** A number that only this workspace's accounts reach. */
  readonly accountNumber: number;
}

export type EntityName =
  | 'account'
  | 'address'
  | 'contact'
  | 'email'
  | 'field'
  | 'job'
  | 'key'
  | 'link'
  | 'phone'
  | 'relation'
  | 'tag'
  | 'workspace';

/** `accounts`: how many it has; the last one is the one in `ids`. */
export async function populate(
  baseUrl: string,
  sandbox: SandboxFile,
  accounts: number,
): Promise<PopulatedWorkspace> {
  const native = new NativeApi(baseUrl, sandbox);
  const made = (path: string, body: unknown): Promise<unknown> => native.done('POST', path, body);
  let account: unknown;
  for (let count = 0; count < accounts; count += 1) {
    account = await made('/accounts', { name: 'Twin Works' });
  }
  const field = await made('/custom-fields', { name: 'Size', key: 'size', dataType: 'TEXT' });
  const tag = await made('/tags', { name: 'twin-tag' });
  const contact = await made('/contacts', {
    givenName: twin.first,
    familyName: twin.last,
    externalId: twin.externalId,
    phones: [{ value: twin.phone }, { value: twin.mobile, type: 'mobile' }],
    emails: [{ value: twin.email }],
    addresses: [{ city: 'Austin' }],
    tags: ['twin-tag'],
    customFields: { size: 'large' },
    accountId: textAt(account, 'id'),
  });
  const contactId = textAt(contact, 'id');
  const job = await made('/jobs', { status: 'quote', description: 'Twin job' });
  const link = await made('/job-contacts', { jobId: textAt(job, 'id'), contactId });
  const target = { targetKind: 'account', targetId: textAt(account, 'id') };
  const relation = await made('/relations', { contactId, ...target, role: 'Owner' });
  const key = await made('/keys', { label: 'twin key', scopes: ['lookup'] });
  const speakers = await openSpeakers(baseUrl, sandbox);
  const recordIds = new Map<string, string>();
  for (const [name, { session }] of speakers) {
    recordIds.set(name, await session.recordOf(contactId));
  }
  return {
    sandbox,
    native,
    speakers,
    recordIds,
    accountNumber: Number(dig(account, 'number')),
    ids: {
      account: textAt(account, 'id'),
      address: textAt(contact, 'addresses', 0, 'id'),
      contact: contactId,
      email: textAt(contact, 'emails', 0, 'id'),
      field: textAt(field, 'id'),
      job: textAt(job, 'id'),
      key: textAt(key, 'id'),
      link: textAt(link, 'id'),
      phone: textAt(contact, 'phones', 0, 'id'),
      relation: textAt(relation, 'id'),
      tag: textAt(tag, 'id'),
      workspace: sandbox.workspace.id,
    },
  };
}
