/** Makes a Sandbox: a throw-away workspace with credentials for every dialect that work until they are revoked. */
import type { Clock } from '../../core/port/store.ts';
import { everyScope, type OAuthApp } from '../../core/workspace/credential.ts';
import type { DuplicatePolicy, Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid, randomText } from '../token/new-id.ts';
import { hashDrawnPassword, hashPassword } from '../token/password.ts';
import { addWorkspace } from './add-workspace.ts';
import {
  type IssueContext,
  issueApp,
  issueClient,
  type IssuedClient,
  issueKey,
  issueToken,
} from './key-issuer.ts';
import { atBaseUrl, type SandboxFile } from './sandbox-file.ts';

const name = 'Sandbox';

export interface SandboxEnvironment extends Pick<AuthEnvironment, 'scopes' | 'store'> {
  readonly clock: Clock;
}

export interface SandboxOrder {
  readonly baseUrl: string;
  /** Makes new credentials for this sandbox instead of a new one, for when the file was lost. */
  readonly workspace?: Workspace;
  /** Of a new one, where they shall be others. */
  readonly settings?: SandboxSettings;
  /** It is gone before anybody could guess anything. */
  readonly isThrowaway?: boolean;
}

export interface SandboxSettings {
  readonly name?: string;
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: DuplicatePolicy;
}

/** Everything in one transaction. The secrets are in the returned object and nowhere else. */
export async function createSandbox(
  environment: SandboxEnvironment,
  order: SandboxOrder,
): Promise<SandboxFile> {
  // Before the transaction: hashing takes longer than all the rest.
  const password = randomText(24);
  const passwordHash = await (order.isThrowaway === true
    ? hashDrawnPassword(password)
    : hashPassword(password));
  return environment.store.atomically(async (store) => {
    const issue = { store, clock: environment.clock };
    const workspace =
      order.workspace ?? (await addWorkspace(issue, { ...sandboxDraft, ...order.settings }));
    const person = await addPerson(issue, workspace, passwordHash);
    const maker = new SandboxMaker({ ...environment, store }, workspace, person.id);
    return atBaseUrl(
      {
        schemaVersion: 1,
        baseUrl: order.baseUrl,
        region: workspace.region,
        workspace: {
          id: workspace.id,
          number: workspace.tenantId,
          locationId: workspace.locationId,
        },
        native: { apiKey: await maker.apiKey('native', [everyScope]) },
        servicem8: await maker.servicem8(),
        unified: await maker.unified(),
        servicetitan: await maker.servicetitan(),
        voipbin: await maker.voipbin({ username: person.username, password }),
        highlevel: await maker.highlevel(),
      },
      order.baseUrl,
    );
  });
}

const sandboxDraft = {
  name,
  region: 'US',
  timeZone: 'America/New_York',
  duplicates: 'allow',
  sandbox: true,
  organisationId: null,
} as const;

/** A developer's own program, wherever it listens: no address of this machine can be somebody else's. */
const sandboxRedirects = ['http://127.0.0.1/*', 'http://localhost/*', 'http://[::1]/*'] as const;

/** Who signs in, and whom every credential of the sandbox acts as. */
async function addPerson(
  { store, clock }: IssueContext,
  { tenantId, organisationId }: Workspace,
  passwordHash: string,
): Promise<{ readonly id: Uuid; readonly username: string }> {
  const username = `sandbox-${randomText(8).toLowerCase()}@example.com`;
  const id = newUuid(clock);
  await store.principals.insert(
    {
      id,
      kind: 'person',
      displayName: 'Sandbox user',
      email: username,
      username,
      createdAt: clock.now(),
    },
    passwordHash,
  );
  await store.principals.grantRole({ principalId: id, organisationId, tenantId, role: 'owner' });
  return { id, username };
}

class SandboxMaker {
  readonly #environment: SandboxEnvironment;
  readonly #workspace: Workspace;
  readonly #principalId: Uuid;

  constructor(environment: SandboxEnvironment, workspace: Workspace, principalId: Uuid) {
    this.#environment = environment;
    this.#workspace = workspace;
    this.#principalId = principalId;
  }

  async apiKey(audience: string, scopes: readonly string[]): Promise<string> {
    const order = { ...this.#order(audience), scopes };
    return (await issueKey(this.#environment, order)).token;
  }

  async servicem8(): Promise<SandboxFile['servicem8']> {
    const apiKey = await this.apiKey('servicem8', [everyScope]);
    const app = await this.#app('servicem8', false);
    const { client, secret } = await this.#appClient(app.app);
    const order = { ...this.#order('servicem8'), clientId: client.id };
    const refresh = await issueToken(this.#environment, { ...order, kind: 'refresh-token' });
    const access = await issueToken(this.#environment, { ...order, kind: 'access-token' });
    return {
      clientBaseUrl: '',
      apiKey,
      clientId: client.publicId,
      clientSecret: secret,
      accessToken: access.token,
      refreshToken: refresh.token,
    };
  }

  async unified(): Promise<SandboxFile['unified']> {
    const { connections } = this.#environment.store;
    const [connection] = await connections.list(this.#workspace.tenantId);
    const users = await connections.listUsers(this.#workspace.tenantId);
    const user = users.find(({ id }) => id === connection?.userId);
    if (connection === undefined || user === undefined) {
      throw new Error('The workspace has no built-in connection');
    }
    const apiKey = await this.apiKey('unified', [everyScope]);
    return { clientBaseUrl: '', apiKey, userId: user.hexId, credentialId: connection.hexId };
  }

  async servicetitan(): Promise<SandboxFile['servicetitan']> {
    const { app, appKey } = await this.#app('servicetitan', true);
    const { tenantId } = this.#workspace;
    const { client, secret } = await issueClient(this.#environment, {
      app,
      tenantId,
      principalId: this.#principalId,
      grants: ['client_credentials'],
      scopes: this.#scopes('servicetitan'),
    });
    return {
      clientBaseUrl: '',
      tenant: tenantId,
      clientId: client.publicId,
      clientSecret: secret,
      appKey: appKey ?? '',
    };
  }

  async voipbin(
    login: Pick<SandboxFile['voipbin'], 'password' | 'username'>,
  ): Promise<SandboxFile['voipbin']> {
    const accesskey = await this.apiKey('voipbin', [everyScope]);
    return { clientBaseUrl: '', customerId: this.#workspace.id, ...login, accesskey };
  }

  async highlevel(): Promise<SandboxFile['highlevel']> {
    const accessToken = await this.apiKey('highlevel', this.#scopes('highlevel'));
    const { app } = await this.#app('highlevel', false);
    const { client, secret } = await this.#appClient(app);
    return {
      clientBaseUrl: '',
      locationId: this.#workspace.locationId,
      accessToken,
      clientId: client.publicId,
      clientSecret: secret,
    };
  }

  #order(audience: string) {
    return {
      audience,
      tenantId: this.#workspace.tenantId,
      principalId: this.#principalId,
      scopes: this.#scopes(audience),
      label: name,
      expiresAt: null,
    };
  }

  #app(audience: string, hasKey: boolean) {
    return issueApp(this.#environment, { audience, name: `${name} app`, hasKey });
  }

  /** A client that this workspace's people can let in, if it answers on their own machine. */
  #appClient(app: OAuthApp): Promise<IssuedClient> {
    return issueClient(this.#environment, {
      app,
      tenantId: this.#workspace.tenantId,
      principalId: null,
      grants: ['authorization_code', 'refresh_token'],
      scopes: this.#scopes(app.audience),
      redirectUris: sandboxRedirects,
    });
  }

  /** Every scope that the dialect has. */
  #scopes(audience: string): string[] {
    const table = this.#environment.scopes.get(audience) ?? {};
    return Object.keys(table).filter((scope) => scope !== everyScope);
  }
}
