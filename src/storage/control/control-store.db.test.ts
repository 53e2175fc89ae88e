import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { AlreadyExists, Unavailable } from '../../core/errors.ts';
import type { ControlStore, NewCredential } from '../../core/port/control-store.ts';
import type { Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { hex24, randomBase62, type Uuid, uuidV7 } from '../../core/value/identifier.ts';
import { type Instant, instant, instantToMs } from '../../core/value/instant.ts';
import { randomBytes } from '../../support/random.ts';
import { makeSystemClock } from '../../support/system-clock.ts';
import { type ControlDatabase, openControlDatabase } from './control-store.ts';

const clock = makeSystemClock(instant);
const newId = (): Uuid => uuidV7(instantToMs(clock.now()), randomBytes(9));
const newHash = (): string => Buffer.from(randomBytes(32)).toString('hex');

let database: TestDatabase;
let control: ControlDatabase;
let store: ControlStore;

beforeAll(async () => {
  database = await makeTestDatabase();
  control = openControlDatabase({ url: database.appUrl });
  ({ store } = control);
});
afterAll(async () => {
  await control.close();
  await database.drop();
});

async function addWorkspace(name = 'One', organisationId?: Uuid): Promise<Workspace> {
  return store.atomically(async (inner) => {
    const organisation = { id: organisationId ?? newId(), name, createdAt: clock.now() };
    if (organisationId === undefined) await inner.workspaces.insertOrganisation(organisation);
    return inner.workspaces.insert({
      id: newId(),
      locationId: randomBase62(20, randomBytes(20)),
      organisationId: organisation.id,
      name,
      region: 'US',
      timeZone: 'America/Chicago',
      duplicates: 'allow',
      sandbox: true,
      createdAt: clock.now(),
    });
  });
}

async function addPrincipal(workspace: Workspace, role: Role, tenantId: number | null) {
  const principal = await store.principals.insert(
    {
      id: newId(),
      kind: 'machine',
      displayName: 'A',
      email: null,
      username: null,
      createdAt: clock.now(),
    },
    null,
  );
  const { organisationId } = workspace;
  await store.principals.grantRole({ principalId: principal.id, organisationId, tenantId, role });
  return principal;
}

async function addToken(
  workspace: Workspace,
  principalId: Uuid,
  over: Partial<NewCredential> = {},
): Promise<NewCredential> {
  const credential: NewCredential = {
    id: newId(),
    tenantId: workspace.tenantId,
    audience: 'native',
    kind: 'api-key',
    prefix: 'pdx_',
    scopes: ['*'],
    principalId,
    clientId: null,
    parentId: null,
    label: '',
    createdAt: clock.now(),
    expiresAt: null,
    tokenHash: newHash(),
    reusable: false,
    ...over,
  };
  await store.credentials.insert(credential);
  return credential;
}

describe('workspaces', () => {
  test('are numbered from 1000001 and found by number and id', async () => {
    const workspace = await addWorkspace();
    expect(workspace.tenantId).toBeGreaterThanOrEqual(1_000_001);
    expect(await store.workspaces.find(workspace.tenantId)).toEqual(workspace);
    expect(await store.workspaces.findById(workspace.id)).toEqual(workspace);
    expect(await store.workspaces.list()).toContainEqual(workspace);
  });

  test('leave nothing behind when the transaction fails', async () => {
    const before = await store.workspaces.list();
    const failing = store.atomically(async (inner) => {
      const organisation = { id: newId(), name: 'Gone', createdAt: clock.now() };
      await inner.workspaces.insertOrganisation(organisation);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await store.workspaces.list()).toEqual(before);
  });

  test('change only the settings that are named', async () => {
    const workspace = await addWorkspace();
    const changed = await store.workspaces.update(workspace.tenantId, { region: 'GB' });
    expect(changed).toEqual({ ...workspace, region: 'GB' });
  });
});

describe('principals', () => {
  test('have the highest of their roles, of the workspace or of all of the organisation', async () => {
    const one = await addWorkspace();
    const two = await addWorkspace('Two', one.organisationId);
    const foreign = await addWorkspace('Three');
    const { id } = await addPrincipal(one, 'viewer', null);
    const { organisationId, tenantId } = one;
    await store.principals.grantRole({ principalId: id, organisationId, tenantId, role: 'editor' });
    expect(await store.principals.roleIn(id, one.tenantId)).toBe('editor');
    expect(await store.principals.roleIn(id, two.tenantId)).toBe('viewer');
    expect(await store.principals.roleIn(id, foreign.tenantId)).toBeNull();
  });

  test('sign in to the workspaces that they have a role in, oldest first', async () => {
    const one = await addWorkspace();
    const two = await addWorkspace('Two', one.organisationId);
    await addWorkspace('Three');
    const person = { id: newId(), kind: 'person', displayName: 'Ada', email: null } as const;
    await store.principals.insert({ ...person, username: 'ada', createdAt: clock.now() }, '$hash');
    const membership = {
      principalId: person.id,
      organisationId: one.organisationId,
      tenantId: null,
    };
    await store.principals.grantRole({ ...membership, role: 'admin' });
    const signIn = await store.principals.findSignIn('ada');
    expect(signIn?.passwordHash).toBe('$hash');
    expect(signIn?.entries).toEqual([
      { workspace: one, role: 'admin' },
      { workspace: two, role: 'admin' },
    ]);
  });

  test('cannot share a user name', async () => {
    const person = { kind: 'person', displayName: 'B', email: null, username: 'bob' } as const;
    await store.principals.insert({ ...person, id: newId(), createdAt: clock.now() }, '$hash');
    const again = store.principals.insert(
      { ...person, id: newId(), createdAt: clock.now() },
      '$hash',
    );
    await expect(again).rejects.toBeInstanceOf(AlreadyExists);
  });
});

describe('credentials', () => {
  test('stand for workspace, principal and role', async () => {
    const workspace = await addWorkspace();
    const principal = await addPrincipal(workspace, 'editor', workspace.tenantId);
    const token = await addToken(workspace, principal.id);
    const grant = await store.credentials.findGrant(token.tokenHash, clock.now());
    expect(grant).toMatchObject({ workspace, principal, role: 'editor', appKeyHash: null });
    expect(grant?.credential).toMatchObject({ id: token.id, scopes: ['*'], revokedAt: null });
    expect(await store.credentials.findGrant(newHash(), clock.now())).toBeUndefined();
  });

  test('note their use to the minute', async () => {
    const workspace = await addWorkspace();
    const principal = await addPrincipal(workspace, 'owner', null);
    const token = await addToken(workspace, principal.id);
    const first = clock.now();
    const at = (seconds: number): Instant => instant(first + seconds * 1_000_000);
    const uses = [at(0), at(30), at(90)];
    const seen = [];
    for (const use of uses) {
      await store.credentials.findGrant(token.tokenHash, use);
      const [listed] = await store.credentials.listOfTenant(workspace.tenantId);
      seen.push(listed?.lastUsedAt);
    }
    expect(seen).toEqual([at(0), at(0), at(90)]);
  });

  test('are revoked with all that came from them, in their own workspace alone', async () => {
    const workspace = await addWorkspace();
    const other = await addWorkspace('Other');
    const principal = await addPrincipal(workspace, 'owner', null);
    const parent = await addToken(workspace, principal.id, { kind: 'refresh-token' });
    const child = await addToken(workspace, principal.id, {
      kind: 'access-token',
      parentId: parent.id,
    });
    const at = clock.now();
    expect(await store.credentials.revoke(other.tenantId, parent.id, at)).toBe(false);
    expect(await store.credentials.revoke(workspace.tenantId, parent.id, at)).toBe(true);
    expect(await store.credentials.revoke(workspace.tenantId, parent.id, at)).toBe(false);
    const grant = await store.credentials.findGrant(child.tokenHash, at);
    expect(grant?.credential.revokedAt).toBe(at);
  });

  test('remember when they were first exchanged, unless they were revoked before', async () => {
    const workspace = await addWorkspace();
    const principal = await addPrincipal(workspace, 'owner', null);
    const { id, tokenHash } = await addToken(workspace, principal.id, { kind: 'refresh-token' });
    const first = clock.now();
    for (const at of [first, clock.now()]) {
      expect(await store.credentials.rotate(workspace.tenantId, id, at)).toBe(true);
    }
    const found = await store.credentials.findRefreshGrant(tokenHash);
    expect(found?.credential.rotatedAt).toBe(first);
    await store.credentials.revoke(workspace.tenantId, id, clock.now());
    expect(await store.credentials.rotate(workspace.tenantId, id, clock.now())).toBe(false);
    expect(await store.credentials.removeRotated(first, 10)).toBe(0);
    expect(await store.credentials.removeRotated(clock.now(), 10)).toBe(1);
  });

  test('of clients are swept when they have expired, keys and sessions never', async () => {
    const workspace = await addWorkspace();
    const principal = await addPrincipal(workspace, 'owner', null);
    const app = { id: newId(), audience: 'x', name: '', hasKey: false, createdAt: clock.now() };
    await store.clients.insertApp(app, null);
    const client = {
      ...app,
      appId: app.id,
      publicId: newHash(),
      reach: 'workspace' as const,
      tenantId: null,
      principalId: null,
    };
    const clientId = newId();
    const lists = { grants: [], scopes: [], redirectUris: [] };
    await store.clients.insertClient({ ...client, ...lists, id: clientId }, newHash());
    const expiresAt = instant(1_000_000);
    await addToken(workspace, principal.id, { kind: 'access-token', clientId, expiresAt });
    const kept = [
      await addToken(workspace, principal.id, { kind: 'session', expiresAt }),
      await addToken(workspace, principal.id, { kind: 'access-token', clientId }),
    ];
    expect(await store.credentials.removeExpired(clock.now(), 10)).toBe(1);
    const left = await store.credentials.listOfTenant(workspace.tenantId);
    expect(left.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
  });
});

describe('clients', () => {
  test('are found with their secret alone, and revoked with their tokens', async () => {
    const workspace = await addWorkspace();
    const principal = await addPrincipal(workspace, 'owner', null);
    const keyHash = newHash();
    const app = { id: newId(), audience: 'st', name: 'App', hasKey: true, createdAt: clock.now() };
    await store.clients.insertApp(app, keyHash);
    const secretHash = newHash();
    const client = {
      id: newId(),
      appId: app.id,
      audience: 'st',
      publicId: 'cid.1',
      reach: 'workspace',
      tenantId: workspace.tenantId,
      principalId: principal.id,
      grants: ['client_credentials'],
      scopes: ['a', 'b'],
      redirectUris: [],
      createdAt: clock.now(),
    } as const;
    await store.clients.insertClient(client, secretHash);
    const token = await addToken(workspace, principal.id, {
      kind: 'access-token',
      clientId: client.id,
    });

    expect(await store.clients.findClient('st', 'cid.1', newHash())).toBeUndefined();
    expect(await store.clients.findClient('other', 'cid.1', secretHash)).toBeUndefined();
    const expected = { ...client, revokedAt: null };
    expect(await store.clients.findClient('st', 'cid.1', secretHash)).toEqual(expected);
    expect(await store.clients.findApp('st', keyHash)).toEqual(app);
    expect(await store.clients.findApp('other', keyHash)).toBeUndefined();
    const before = await store.credentials.findGrant(token.tokenHash, clock.now());
    expect(before?.appKeyHash).toBe(keyHash);

    expect(await store.clients.revoke(workspace.tenantId, client.id, clock.now())).toBe(true);
    expect(await store.clients.findClient('st', 'cid.1', secretHash)).toBeUndefined();
    const after = await store.credentials.findGrant(token.tokenHash, clock.now());
    expect(after?.credential.revokedAt).not.toBeNull();
  });
});

test('connections are seen by their own workspace alone', async () => {
  const [one, two] = [await addWorkspace(), await addWorkspace('Two')];
  const user = {
    id: newId(),
    tenantId: one.tenantId,
    hexId: hex24(randomBytes(12)),
    username: 'polydex',
    fullName: 'One',
    createdAt: clock.now(),
  };
  const connection = {
    id: newId(),
    tenantId: one.tenantId,
    hexId: hex24(randomBytes(12)),
    connector: 'polydex',
    name: 'Polydex',
    userId: user.id,
    createdAt: clock.now(),
    updatedAt: clock.now(),
  };
  await store.connections.insertUser(user);
  await store.connections.insert(connection);
  expect(await store.connections.find(one.tenantId, connection.hexId)).toEqual(connection);
  expect(await store.connections.find(two.tenantId, connection.hexId)).toBeUndefined();
  expect(await store.connections.list(one.tenantId)).toEqual([connection]);
  expect(await store.connections.listUsers(one.tenantId)).toEqual([user]);
});

test('remembers the first secret key and tells another one apart', async () => {
  expect(await store.confirmSecret('one', clock.now())).toBe(true);
  expect(await store.confirmSecret('one', clock.now())).toBe(true);
  expect(await store.confirmSecret('two', clock.now())).toBe(false);
});

test('says that it is unavailable when the server cannot be reached', async () => {
  const nowhere = openControlDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none' });
  await expect(nowhere.store.workspaces.list()).rejects.toBeInstanceOf(Unavailable);
  await expect(nowhere.store.atomically(async () => 1)).rejects.toBeInstanceOf(Unavailable);
  await nowhere.close();
});
