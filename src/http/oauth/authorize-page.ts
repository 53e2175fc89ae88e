/**
 * The page where a person lets an app in, for any dialect: sign in, see what is asked in plain words, allow or refuse. All
 * that the app asked for stays in the address; nothing is kept here until the person allows it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AskedAccess, AuthorizationRequest } from '../../auth/grant/authorization-endpoint.ts';
import type { SignedIn } from '../../auth/session/browser-sessions.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { AuthFailure } from '../failure.ts';
import { sendPage } from '../html/document.ts';
import { LoginLimit } from '../limit/login-limit.ts';
import { type DialectApp, type DialectServices, mountOf, open } from '../plugin.ts';
import { formKeyOf, isOwnForm, readBrowser, writeBrowser } from './browser-cookie.ts';
import { showFailure, writeFailure } from './failure-page.ts';
import { consentPage, noWorkspacePage, signInPage } from './pages.ts';

export interface AuthorizePageOptions {
  /** The dialect whose apps ask. */
  readonly audience: string;
  readonly paths: readonly string[];
  /** A scope in plain words, as the end of "It could then …"; null when it opens nothing here. */
  readonly says: (scope: string) => string | null;
}

const Fields = Type.Object({
  action: Type.Enum(['sign-in', 'sign-out', 'allow', 'refuse']),
  form_key: Type.Optional(Type.String()),
  username: Type.Optional(Type.String({ maxLength: 320 })),
  password: Type.Optional(Type.String({ maxLength: 1000 })),
  /** One, or several where an app is let into an organisation. */
  workspace: Type.Optional(
    Type.Union([
      Type.String({ maxLength: 20 }),
      Type.Array(Type.String({ maxLength: 20 }), { maxItems: 1000 }),
    ]),
  ),
});
type Fields = Static<typeof Fields>;

const formBytes = 16_384;

/** Serves GET and POST at the paths, in a scope where failures are pages too. */
export function registerAuthorizePage(
  app: DialectApp,
  services: DialectServices,
  options: AuthorizePageOptions,
): void {
  const page = new AuthorizePage(services, options);
  app.register(async (scope: DialectApp) => {
    scope.setErrorHandler(showFailure);
    const schema = { hide: true };
    const config = { ...open, writeFailure };
    for (const path of options.paths) {
      scope.get(path, { config, schema }, (request, reply) => page.show(request, reply));
      scope.post(
        path,
        { config, bodyLimit: formBytes, schema: { ...schema, body: Fields } },
        (request, reply) => page.take(request, reply, request.body),
      );
    }
  });
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asked: AuthorizationRequest;
  readonly access: AskedAccess;
}

class AuthorizePage {
  readonly #services: DialectServices;
  readonly #options: AuthorizePageOptions;
  readonly #limit: LoginLimit;

  constructor(services: DialectServices, options: AuthorizePageOptions) {
    this.#services = services;
    this.#options = options;
    this.#limit = new LoginLimit(services.clock);
  }

  /** What the app asks for, to whoever is signed in; else the way to sign in. */
  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const visit = await this.#visit(request, reply);
    if (visit === null) return reply;
    const browser = readBrowser(request);
    const person = await this.#personOf(browser);
    return person === undefined ? this.#askToSignIn(visit) : this.#askToAllow(visit, person);
  }

  /** One of the page's own forms. */
  async take(request: FastifyRequest, reply: FastifyReply, fields: Fields): Promise<FastifyReply> {
    const visit = await this.#visit(request, reply);
    if (visit === null) return reply;
    const browser = readBrowser(request);
    if (!isOwnForm(request, browser, fields.form_key)) {
      return this.#askToSignIn(visit, { problem: 'This page was open for too long.', status: 403 });
    }
    switch (fields.action) {
      case 'sign-in':
        return this.#signIn(visit, fields);
      case 'sign-out':
        return this.#signOut(visit, browser);
      case 'allow':
        return this.#allow(visit, fields, await this.#personOf(browser));
      case 'refuse':
        return this.#leave(visit, await this.#services.auth.authorization.refuse(visit.asked));
    }
  }

  /** The checked request; null when the browser was sent back to the app. Throws `OAuthRefusal`. */
  async #visit(request: FastifyRequest, reply: FastifyReply): Promise<Visit | null> {
    const { query } = request;
    const parameters = typeof query === 'object' && query !== null ? { ...query } : {};
    const asked = { audience: this.#options.audience, parameters };
    const examined = await this.#services.auth.authorization.examine(asked);
    if (examined.kind === 'asked') return { request, reply, asked, access: examined.access };
    reply.header('cache-control', 'no-store').redirect(examined.location, 303);
    return null;
  }

  async #personOf(browser: string | undefined): Promise<SignedIn | undefined> {
    return browser === undefined ? undefined : this.#services.auth.sessions.find(browser);
  }

  #askToSignIn(visit: Visit, over: SignInTrouble = {}): FastifyReply {
    const { access, reply } = visit;
    const { status = 200, ...shown } = over;
    const content = signInPage({ access, frame: this.#frame(visit), ...shown });
    return sendPage(reply, { title: 'Sign in', content, status });
  }

  #askToAllow(visit: Visit, person: SignedIn, over: AnswerTrouble = {}): FastifyReply {
    const { access, reply } = visit;
    const frame = this.#frame(visit);
    const entries = person.entries.filter(({ workspace }) => isFor(access, workspace));
    const { says } = this.#options;
    const { status = 200, ...shown } = over;
    const title = `Let ${access.app.name} in?`;
    const content =
      entries.length === 0
        ? noWorkspacePage({ access, frame })
        : consentPage({ access, frame, person, entries, says, ...shown });
    const formTargets = [formTargetOf(access.redirectUri)];
    return sendPage(reply, { title, content, status, formTargets });
  }

  async #signIn(visit: Visit, { username = '', password = '' }: Fields): Promise<FastifyReply> {
    const { request, reply } = visit;
    this.#limit.take(request.ip);
    let token: string;
    try {
      token = await this.#services.auth.sessions.signIn({ username, password });
    } catch (error) {
      if (!(error instanceof AuthFailure)) throw error;
      const problem = 'The user name or the password is wrong.';
      return this.#askToSignIn(visit, { problem, username, status: 403 });
    }
    writeBrowser(reply, this.#services.publicBase(request), token);
    return this.#leave(visit, this.#address(request));
  }

  async #signOut(visit: Visit, browser: string | undefined): Promise<FastifyReply> {
    const { request, reply } = visit;
    if (browser !== undefined) await this.#services.auth.sessions.signOut(browser);
    writeBrowser(reply, this.#services.publicBase(request));
    return this.#leave(visit, this.#address(request));
  }

  async #allow(
    visit: Visit,
    { workspace = [] }: Fields,
    person: SignedIn | undefined,
  ): Promise<FastifyReply> {
    if (person === undefined) {
      return this.#askToSignIn(visit, { problem: 'You are no longer signed in.', status: 403 });
    }
    const tenantIds = [workspace].flat().map((text) => (numberForm.test(text) ? Number(text) : 0));
    if (tenantIds.length === 0) {
      const problem = 'Choose a workspace, or refuse.';
      return this.#askToAllow(visit, person, { problem, status: 422 });
    }
    const location = await this.#services.auth.authorization.allow(visit.asked, {
      principalId: person.principal.id,
      tenantIds,
    });
    return this.#leave(visit, location);
  }

  #leave({ reply }: Visit, location: string): FastifyReply {
    return reply.header('cache-control', 'no-store').redirect(location, 303);
  }

  /** A browser without a cookie gets one with the page, so that its form can be told from others'. */
  #frame({ request, reply }: Visit): { readonly action: string; readonly formKey: string } {
    const base = this.#services.publicBase(request);
    const browser = readBrowser(request) ?? writeBrowser(reply, base);
    return { action: this.#address(request), formKey: formKeyOf(browser) };
  }

  /** This page's own address: never a host, whatever the request line said. */
  #address(request: FastifyRequest): string {
    const { audience, paths } = this.#options;
    const { originalUrl } = request;
    const start = originalUrl.indexOf('?');
    const query = start === -1 ? '' : originalUrl.slice(start);
    const routed = request.routeOptions.url;
    const path = paths.find((one) => routed === `/${audience}${one}`) ?? '';
    return `${mountOf(request, { name: audience })}${path}${query}`;
  }
}

const numberForm = /^\d{1,15}$/;

interface AnswerTrouble {
  readonly problem?: string;
  readonly status?: number;
}

/** Whether the app may be let into the workspace. */
function isFor({ app, organisation }: AskedAccess, workspace: Workspace): boolean {
  if (organisation !== null) return organisation.id === workspace.organisationId;
  return app.client.tenantId === null || app.client.tenantId === workspace.tenantId;
}

interface SignInTrouble {
  readonly problem?: string;
  readonly username?: string;
  readonly status?: number;
}

const source = /^[a-z][a-z0-9+.-]*:(?:\/\/[a-z0-9.-]+(?::\d+)?)?$/;

/** Browsers hold the redirection that answers a form to the page's policy too. */
function formTargetOf(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  const exact = host === '' ? protocol : `${protocol}//${host}`;
  // Policies have no spelling for addresses in brackets.
  return source.test(exact) ? exact : protocol;
}
