/** An organisation with three workspaces, a person who may enter two of them, and an app of each kind that asks to be let in. */
import { decodeJwt } from 'jose';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import type { NewPerson } from '../../src/auth/workspace/person-service.ts';
import { toBase62Id, type Uuid } from '../../src/core/value/identifier.ts';
import type { Reach } from '../../src/core/workspace/credential.ts';
import type { Role } from '../../src/core/workspace/principal.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import type { HandClock } from '../support/hand-clock.ts';
import { exchange, type Reply } from '../support/http-call.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { type Shown, Visitor } from '../support/visitor.ts';

export const redirectUri = 'http://localhost:3000/callback';
const goodVersion = '2021-07-28';

export interface AppSecrets {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it asks for. */
  readonly scope: string;
  /** The workspaces that the person chooses unless told otherwise. */
  readonly chosen: readonly number[];
}

interface AskOptions {
  readonly path?: string;
  readonly scope?: string;
  readonly over?: Readonly<Record<string, string>>;
}

interface SendOptions {
  readonly path?: string;
  readonly version?: string | null;
}

/** What a JWT says, unchecked. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return decodeJwt(token);
}

interface Parts {
  readonly server: TestServer;
  readonly workspaces: readonly Workspace[];
  readonly foreign: Workspace;
  readonly person: NewPerson;
  readonly location: AppSecrets;
  readonly company: AppSecrets;
}

export class AgencyFixture {
  readonly #parts: Parts;
  #visitor: Visitor;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#visitor = new Visitor(parts.server.baseUrl);
  }

  static async start(clock?: HandClock): Promise<AgencyFixture> {
    // Of its own: an agency's apps reach over workspaces, and the clock of who is signed in is moved.
    const server = await startTestServer(clock === undefined ? {} : { clock });
    const workspaces = await makeWorkspaces(server);
    const [one, two] = workspaces;
    if (one === undefined || two === undefined) throw new Error('no workspaces');
    const foreign = await server.runtime.control.workspaces.findById(server.sandbox.workspace.id);
    if (foreign === undefined) throw new Error('no Sandbox');
    const { auth, control } = server.runtime;
    const context = await enterAsOperator(control, one.id, 'test');
    const draft = { name: 'Pat', email: 'pat@example.com', role: 'admin' } as const;
    const person = await auth.people.create(context, draft);
    const membership = { principalId: person.principal.id, organisationId: one.organisationId };
    await control.principals.grantRole({ ...membership, tenantId: two.tenantId, role: 'admin' });
    const register = async (reach: Reach, scope: string, chosen: readonly number[]) => {
      const name = reach === 'workspace' ? 'Reminders' : 'Reports';
      const uris = { redirectUris: [redirectUri, 'http://127.0.0.1/*'] };
      const app = await auth.apps.create(context, { audience: 'highlevel', name, reach, ...uris });
      return { clientId: app.client.publicId, clientSecret: app.secret, scope, chosen };
    };
    const contacts = 'contacts.readonly contacts.write';
    const both = [one.tenantId, two.tenantId];
    const location = await register('workspace', contacts, [one.tenantId]);
    const company = await register('organisation', `${contacts} oauth.readonly oauth.write`, both);
    return new AgencyFixture({ server, workspaces, foreign, person, location, company });
  }

  get server(): TestServer {
    return this.#parts.server;
  }
  /** Of a sub-account, and of an agency. */
  get location(): AppSecrets {
    return this.#parts.location;
  }
  get company(): AppSecrets {
    return this.#parts.company;
  }
  get scope(): string {
    return this.location.scope;
  }
  get companyScope(): string {
    return this.company.scope;
  }
  get person(): NewPerson {
    return this.#parts.person;
  }
  get one(): Workspace {
    return this.#workspace(0);
  }
  get two(): Workspace {
    return this.#workspace(1);
  }
  /** Of the organisation, but not the person's. */
  get closed(): Workspace {
    return this.#workspace(2);
  }
  /** Of another organisation. */
  get foreign(): Workspace {
    return this.#parts.foreign;
  }
  get companyId(): string {
    return toBase62Id(this.one.organisationId);
  }
  get foreignCompanyId(): string {
    return toBase62Id(this.foreign.organisationId);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** The page that asks, shown to the person, who is signed in. */
  async consentPage(app: AppSecrets, options: AskOptions = {}): Promise<Shown> {
    const path = this.consentPath(app, options);
    const page = await this.#visitor.get(path);
    if (!page.text.includes('name="password"')) return page;
    const { principal, password } = this.person;
    await this.#visitor.press(page, 'sign-in', { username: principal.username ?? '', password });
    return this.#visitor.get(path);
  }

  consentPath(app: AppSecrets, { path, scope = app.scope, over }: AskOptions = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope,
      ...over,
    });
    return `${path ?? '/oauth/chooselocation'}?${query.toString()}`;
  }

  /** Allows with exactly these workspaces chosen. */
  async answer(
    app: AppSecrets,
    workspaces: readonly number[],
    options: AskOptions = {},
  ): Promise<Shown> {
    const page = await this.consentPage(app, options);
    const [, formKey = ''] = /name="form_key" value="(\w+)"/.exec(page.text) ?? [];
    const fields = new URLSearchParams({ action: 'allow', form_key: formKey });
    for (const workspace of workspaces) fields.append('workspace', String(workspace));
    return this.#visitor.send(this.consentPath(app, options), fields);
  }

  async code(app: AppSecrets, options: AskOptions = {}): Promise<string> {
    return codeOf(await this.answer(app, app.chosen, options));
  }

  secrets({ clientId, clientSecret }: AppSecrets): Record<string, string> {
    return { client_id: clientId, client_secret: clientSecret };
  }

  askToken(
    fields: Readonly<Record<string, string>>,
    options: SendOptions & {
      readonly type?: 'form' | 'json';
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Reply> {
    const { type = 'form', version = goodVersion, headers = {} } = options;
    return exchange(this.server.baseUrl, {
      method: 'POST',
      path: '/oauth/token',
      headers: { ...typeOf(type), ...versionOf(version), ...headers },
      body: type === 'form' ? new URLSearchParams(fields).toString() : fields,
    });
  }

  redeem(
    app: AppSecrets,
    code: string,
    over: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    return this.askToken({ ...this.secrets(app), ...fields, ...over });
  }

  refresh(app: AppSecrets, token: string): Promise<Reply> {
    const fields = { grant_type: 'refresh_token', refresh_token: token };
    return this.askToken({ ...this.secrets(app), ...fields });
  }

  /** The reply with an agency's tokens, for these workspaces (by default both of the person's). */
  async companyTokens(
    workspaces: readonly Workspace[] = [this.one, this.two],
    scope = this.companyScope,
  ): Promise<Reply> {
    const ids = workspaces.map(({ tenantId }) => tenantId);
    return this.redeem(this.company, codeOf(await this.answer(this.company, ids, { scope })));
  }

  locationToken(
    access: string,
    fields: Readonly<Record<string, string>>,
    { path = '/oauth/locationToken', version = goodVersion }: SendOptions = {},
  ): Promise<Reply> {
    return exchange(this.server.baseUrl, {
      method: 'POST',
      path,
      headers: { ...typeOf('form'), ...versionOf(version), ...bearer(access) },
      body: new URLSearchParams(fields).toString(),
    });
  }

  installed(
    access: string,
    query: Readonly<Record<string, string>> = {},
    { path = '/oauth/installedLocations', version = goodVersion }: SendOptions = {},
  ): Promise<Reply> {
    const [appId = ''] = this.company.clientId.split('-');
    return exchange(this.server.baseUrl, {
      method: 'GET',
      path,
      query: { companyId: this.companyId, appId, ...query },
      headers: { ...versionOf(version), ...bearer(access) },
    });
  }

  /** The contacts of a location (by default the first). */
  contacts(access: string, locationId = this.one.locationId): Promise<Reply> {
    return exchange(this.server.baseUrl, {
      method: 'GET',
      path: '/contacts/',
      query: { locationId },
      headers: { ...versionOf(goodVersion), ...bearer(access) },
    });
  }

  call(method: string, path: string, access: string, body?: unknown): Promise<Reply> {
    const headers = { ...versionOf(goodVersion), ...bearer(access) };
    return exchange(this.server.baseUrl, { method, path, headers, body });
  }

  /** Every route that needs a location's credential. */
  locationRoutes(): readonly RouteEntry[] {
    return this.server.routes.filter(
      ({ dialect, access }) =>
        dialect === 'highlevel' &&
        access.credential === 'required' &&
        access.capability?.startsWith('installation.') !== true,
    );
  }

  callRoute({ method, path }: RouteEntry, access: string, locationId: string): Promise<Reply> {
    const filled = path.replace(':locationId', locationId).replaceAll(/:\w+/g, 'x');
    const query = method === 'GET' ? `?locationId=${locationId}` : '';
    return this.call(method, filled + query, access, method === 'GET' ? undefined : { locationId });
  }

  /** Null: none any more. */
  async setRole({ tenantId, organisationId }: Workspace, role: Role | null): Promise<void> {
    const { id: principalId } = this.person.principal;
    if (role === null) {
      const whose = `principal_id = '${principalId}' and tenant_id = ${tenantId}`;
      await this.server.database.rows(`delete from membership where ${whose} returning 1`);
      return;
    }
    const { principals } = this.server.runtime.control;
    await principals.grantRole({ principalId, organisationId, tenantId, role });
  }

  /** Ends every consent in the workspace, as its administrators do. */
  async shutOut({ id }: Pick<Workspace, 'id'>): Promise<void> {
    const { auth, control } = this.server.runtime;
    const context = await enterAsOperator(control, id, 'test');
    for (const grant of await auth.grants.list(context))
      await auth.grants.revoke(context, grant.id);
  }

  #workspace(index: number): Workspace {
    const found = this.#parts.workspaces[index];
    if (found === undefined) throw new Error(`no workspace ${index}`);
    return found;
  }
}

async function makeWorkspaces({ runtime }: TestServer): Promise<readonly Workspace[]> {
  const { control, clock } = runtime;
  const made: Workspace[] = [];
  let organisationId: Uuid | null = null;
  for (const name of ['North office', 'West office', 'Closed office']) {
    const draft = { name, region: 'US', timeZone: 'America/Chicago', duplicates: 'allow' } as const;
    const whole = { ...draft, sandbox: true, organisationId };
    const workspace: Workspace = await control.atomically((store) =>
      addWorkspace({ store, clock }, whole),
    );
    ({ organisationId } = workspace);
    made.push(workspace);
  }
  return made;
}

function codeOf(sent: Shown): string {
  const url = new URL(sent.headers.get('location') ?? '');
  const code = url.searchParams.get('code');
  if (code === null) throw new Error(`no code: ${sent.status} ${url.toString()}`);
  return code;
}

function bearer(access: string) {
  return { authorization: `Bearer ${access}` };
}

function versionOf(version: string | null): Record<string, string> {
  return version === null ? {} : { version };
}

function typeOf(type: 'form' | 'json') {
  const form = 'application/x-www-form-urlencoded';
  return { 'content-type': type === 'form' ? form : 'application/json' };
}
