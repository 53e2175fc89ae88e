/** An app asks a person to let it in: what it asks for, and where the browser goes with the answer. */
import OAuth2Server from '@node-oauth/oauth2-server';
import type { AuthorizationCode, RegisteredApp } from '../../core/workspace/app-grant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Organisation, Workspace } from '../../core/workspace/workspace.ts';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid } from '../token/new-id.ts';
import { hashToken } from '../token/token-hash.ts';
import { AuthorizationModel, type NewCode } from './authorization-model.ts';
import { OAuthRefusal, refusalOf } from './oauth-refusal.ts';
import { textsOf } from './parameters.ts';
import { withParameters } from './redirect-uri.ts';

/** RFC 6749 recommends ten minutes at most; the browser hands the code on at once. */
const codeSeconds = 60;

/** RFC 7636 §4.2. */
const challengeForm = /^[\w.~-]{43,128}$/;

export interface AuthorizationRequest {
  readonly audience: string;
  /** The query, in OAuth's own names. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What the app asks for, checked: a person may be asked. */
export interface AskedAccess {
  readonly app: RegisteredApp;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** Whom an app is for that reaches an organisation; null for one of a workspace. */
  readonly organisation: Organisation | null;
}

/** Either the person is asked, or the browser goes back to the app with the error. */
export type Examined =
  | { readonly kind: 'asked'; readonly access: AskedAccess }
  | { readonly kind: 'refused'; readonly location: string };

export interface Consenting {
  readonly principalId: Uuid;
  /** The workspaces that the app is let into: one, or for an app that reaches an organisation one or more. */
  readonly tenantIds: readonly number[];
}

export class AuthorizationEndpoint {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /**
   * Looks at the request before anybody is asked. Throws `OAuthRefusal` when app or address cannot be trusted: then the
   * browser must not be sent there.
   */
  async examine(request: AuthorizationRequest): Promise<Examined> {
    const { app, redirectUri, outcome } = await this.#run(request, async () => undefined);
    if (outcome instanceof OAuthRefusal) {
      return { kind: 'refused', location: locationOf(request, redirectUri, errorOf(outcome)) };
    }
    const organisation = await this.#organisationOf(app);
    const access = { app, scopes: outcome.scope ?? [], redirectUri, organisation };
    return { kind: 'asked', access };
  }

  /**
   * Carries the consent to the app: where the browser goes, with a code. Throws as `examine` does, and `OAuthRefusal` with
   * `access_denied` when the person has no role in a workspace or the app is another workspace's or organisation's.
   */
  async allow(request: AuthorizationRequest, by: Consenting): Promise<string> {
    const { redirectUri, outcome } = await this.#run(request, (code, app) =>
      this.#saveCode(code, app, by),
    );
    const answer =
      outcome instanceof OAuthRefusal ? errorOf(outcome) : { code: outcome.authorizationCode };
    return locationOf(request, redirectUri, answer);
  }

  /** Where the browser goes when the person says no. Throws as `examine` does. */
  async refuse(request: AuthorizationRequest): Promise<string> {
    const examined = await this.examine(request);
    if (examined.kind === 'refused') return examined.location;
    const refusal = new OAuthRefusal('access_denied', 'The person refused access');
    return locationOf(request, examined.access.redirectUri, errorOf(refusal));
  }

  async #run(request: AuthorizationRequest, saveCode: SaveCode): Promise<RunResult> {
    const { store, scopes } = this.#environment;
    const query = textsOf(request.parameters);
    const redirectUri = query['redirect_uri'];
    // The library would take the first registered one, which for programs on the own machine is only a pattern.
    if (redirectUri === undefined) {
      throw new OAuthRefusal('invalid_request', 'Missing parameter: `redirect_uri`');
    }
    const model = new AuthorizationModel({
      findApp: (publicId) => store.clients.findRegistered(request.audience, publicId),
      scopes: scopes.get(request.audience) ?? {},
      saveCode,
    });
    const server = new OAuth2Server({ model });
    const response = new OAuth2Server.Response({});
    const asked = new OAuth2Server.Request({ method: 'GET', query, headers: {}, body: {} });
    const outcome = await server.authorize(asked, response, asksAPerson).catch(refusalOf);
    const { app } = model;
    // Only a request whose app and address it has found good does the library answer with a redirection.
    const isTrusted = app !== undefined && response.get('location') !== undefined;
    if (isTrusted && outcome instanceof OAuthRefusal) return { app, redirectUri, outcome };
    if (outcome instanceof Error) throw outcome;
    if (!isTrusted || !isCode(outcome)) throw new Error('No answer from the library');
    return { app, redirectUri, outcome };
  }

  async #saveCode(code: NewCode, app: RegisteredApp, by: Consenting): Promise<void> {
    const { store, clock } = this.#environment;
    const { client } = app;
    const reached = await this.#reachedBy(app, by);
    const createdAt = clock.of(reached.tenantId).now();
    await store.grants.insertCode(
      {
        id: newUuid(clock),
        ...reached,
        clientId: client.id,
        principalId: by.principalId,
        scopes: code.scope ?? [],
        redirectUri: code.redirectUri,
        codeChallenge: checkedChallenge(code.codeChallenge),
        createdAt,
        expiresAt: instant(createdAt + codeSeconds * 1_000_000),
      },
      hashToken(code.authorizationCode),
    );
  }

  /** What the code is for. Throws the library's refusal unless the person may enter all of it and the app is for it. */
  async #reachedBy(
    { client }: RegisteredApp,
    { principalId, tenantIds }: Consenting,
  ): Promise<Reached> {
    const { principals, workspaces } = this.#environment.store;
    const entries = await principals.entriesOf(principalId);
    const entered = entries
      .map(({ workspace }) => workspace)
      .filter(({ tenantId }) => tenantIds.includes(tenantId));
    if (entered.length === 0 || entered.length < new Set(tenantIds).size) throw notThere();
    const home = client.tenantId === null ? undefined : await workspaces.find(client.tenantId);
    return client.reach === 'workspace' ? oneOf(entered, home) : partsOf(entered, home);
  }

  async #organisationOf({ client }: RegisteredApp): Promise<Organisation | null> {
    if (client.reach === 'workspace' || client.tenantId === null) return null;
    const { workspaces } = this.#environment.store;
    const home = await workspaces.find(client.tenantId);
    return (home && (await workspaces.findOrganisation(home.organisationId))) ?? null;
  }
}

type Reached = Pick<AuthorizationCode, 'approved' | 'tenantId'>;

/** `home` is the only workspace that the app is for, if there is one. */
function oneOf([first, ...more]: readonly Workspace[], home: Workspace | undefined): Reached {
  const isForeign = home !== undefined && home.tenantId !== first?.tenantId;
  if (first === undefined || more.length > 0 || isForeign) throw notThere();
  return { tenantId: first.tenantId, approved: null };
}

/** `home` is in the organisation that the app is for. */
function partsOf(entered: readonly Workspace[], home: Workspace | undefined): Reached {
  const isTheirs = entered.every(({ organisationId }) => organisationId === home?.organisationId);
  if (home === undefined || !isTheirs) throw notThere();
  return { tenantId: home.tenantId, approved: entered.map(({ tenantId }) => tenantId) };
}

function notThere(): Error {
  return new OAuth2Server.AccessDeniedError('No such workspace');
}

type SaveCode = (code: NewCode, app: RegisteredApp) => Promise<void>;

interface RunResult {
  readonly app: RegisteredApp;
  readonly redirectUri: string;
  readonly outcome: OAuth2Server.AuthorizationCode | OAuthRefusal;
}

/** The state is the app's business: RFC 6749 recommends it, and leaves it out at times. */
const asksAPerson = {
  allowEmptyState: true,
  authorizationCodeLifetime: codeSeconds,
  // Who consents is known before the library is asked, and noted with the code.
  authenticateHandler: { handle: () => ({}) },
};

function isCode(outcome: unknown): outcome is OAuth2Server.AuthorizationCode {
  return typeof outcome === 'object' && outcome !== null && 'authorizationCode' in outcome;
}

function checkedChallenge(challenge: string | undefined): string | null {
  if (challenge === undefined || challengeForm.test(challenge)) return challenge ?? null;
  throw new OAuth2Server.InvalidRequestError('Invalid parameter: `code_challenge`');
}

function errorOf({ error, message }: OAuthRefusal): Record<string, string> {
  return { error, error_description: message };
}

function locationOf(
  { parameters }: AuthorizationRequest,
  redirectUri: string,
  answer: Readonly<Record<string, string>>,
): string {
  return withParameters(redirectUri, { ...answer, state: textsOf(parameters)['state'] });
}
