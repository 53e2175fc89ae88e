/** The apps that people can let into a workspace: registered, listed and ended by those who manage its keys. */
import { requireCapability } from '../../core/capability.ts';
import { InvalidInput, NotFound } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { RegisteredApp } from '../../core/workspace/app-grant.ts';
import { everyScope, type Reach } from '../../core/workspace/credential.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import { textProblem } from '../../core/value/text.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { redirectProblem } from '../grant/redirect-uri.ts';
import type { ScopeTable } from '../presented-credential.ts';
import { issueApp, issueClient } from './key-issuer.ts';

/** Audiences with a page where a person lets an app in. */
export const appAudiences = ['servicem8', 'highlevel'] as const;

/** Those among them whose vendor has apps for whole organisations. */
const organisationAudiences: ReadonlySet<string> = new Set(['highlevel']);

const longestName = 200;
const mostRedirects = 20;

export interface AppDraft {
  readonly audience: string;
  /** What people are shown who are asked to let it in. */
  readonly name: string;
  /** https addresses to the letter, or `http` on the loopback host, there with any port; `/*` for any path. */
  readonly redirectUris: readonly string[];
  /** The most that it can ask for, in the audience's words; absent: every scope. */
  readonly scopes?: readonly string[];
  /** `organisation`: people let it into workspaces of the organisation together. Absent: a workspace. */
  readonly reach?: Reach;
}

export interface NewApp extends RegisteredApp {
  /** Not stored: shown now or never. */
  readonly secret: string;
}

export class AppService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** An app that can be let into the caller's workspace, or its organisation, and no other. Throws `InvalidInput`. */
  async create(context: TenantContext, draft: AppDraft): Promise<NewApp> {
    requireCapability(context, 'keys.manage');
    const { audience, redirectUris, scopes = [everyScope], reach = 'workspace' } = draft;
    const name = draft.name.trim();
    checkDraft(
      { audience, redirectUris, scopes, name, reach },
      this.#environment.scopes.get(audience),
    );
    return this.#environment.store.atomically(async (store) => {
      const issue = { store, clock: this.#environment.clock.of(context.tenantId) };
      const { app } = await issueApp(issue, { audience, name, hasKey: false });
      const { client, secret } = await issueClient(issue, {
        app,
        tenantId: context.tenantId,
        principalId: null,
        reach,
        grants: ['authorization_code', 'refresh_token'],
        scopes,
        redirectUris,
      });
      return { client, name, secret };
    });
  }

  /** Oldest first, ended ones too. */
  async list(context: TenantContext): Promise<readonly RegisteredApp[]> {
    requireCapability(context, 'keys.manage');
    const all = await this.#environment.store.clients.listOfTenant(context.tenantId);
    return all.filter(({ client }) => client.grants.includes('authorization_code'));
  }

  /** Ends the app, everything that it was let into, and every token that came of it. Throws `NotFound`. */
  async revoke(context: TenantContext, id: string): Promise<void> {
    requireCapability(context, 'keys.manage');
    const { store, clock, changed } = this.#environment;
    const uuid = normalizeUuid(id);
    const isDone =
      uuid !== null &&
      (await store.clients.revoke(context.tenantId, uuid, clock.of(context.tenantId).now()));
    if (!isDone) throw new NotFound('credential', id);
    const { organisationId } = context.workspace;
    const reached = await store.workspaces.listOfOrganisation(organisationId);
    for (const { tenantId } of reached) changed(tenantId);
  }
}

function checkDraft(draft: Required<AppDraft>, table: ScopeTable | undefined): void {
  const { audience, name, redirectUris, scopes } = draft;
  checkReach(draft);
  if (table === undefined || !appAudiences.some((known) => known === audience)) {
    throw InvalidInput.of('audience', `must be one of ${appAudiences.join(', ')}`);
  }
  if (name === '' || name.length > longestName || textProblem(name) !== null) {
    throw InvalidInput.of('name', `must be 1 to ${longestName} characters of plain text`);
  }
  if (redirectUris.length === 0 || redirectUris.length > mostRedirects) {
    throw InvalidInput.of('redirectUris', `must be 1 to ${mostRedirects} addresses`);
  }
  const issues = [
    ...issuesOf('redirectUris', redirectUris, redirectProblem),
    ...issuesOf('scopes', scopes, (scope) =>
      scope === everyScope || Object.hasOwn(table, scope) ? null : 'is no scope of the API',
    ),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
}

function checkReach({ audience, reach }: Pick<Required<AppDraft>, 'audience' | 'reach'>): void {
  if (reach === 'workspace' || organisationAudiences.has(audience)) return;
  throw InvalidInput.of('reach', 'must be workspace: this API has no apps for organisations');
}

function issuesOf(
  path: string,
  texts: readonly string[],
  problemOf: (text: string) => string | null,
) {
  return texts.flatMap((text, index) => {
    const message = problemOf(text);
    return message === null ? [] : [{ path: `${path}[${index}]`, message }];
  });
}
