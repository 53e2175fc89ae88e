/**
 * The contract between the HTTP host and a dialect. A dialect is one object: where it answers, how its credentials look,
 * its routes, and how a failure reads in its vendor's words. The host does the rest.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { AuthServices, PresentedCredential, ScopeTable } from '../auth/auth-services.ts';
import type { Capability } from '../core/capability.ts';
import type { Hub } from '../core/hub.ts';
import type { HubClock } from '../core/port/hub-clock.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import type { Abilities, Behaviour } from './ability.ts';
import type { WebhookRules } from '../core/webhook/webhook-rules.ts';
import type { Failure } from './failure.ts';
import type { RateRule } from './limit/rate-rule.ts';
import type { Mount } from './mount.ts';
import type { ApiDescription } from './openapi/api-description.ts';
import type { BodylessReplies } from './reply/bodyless-replies.ts';
import type { RouteAccess, RouteEntry } from './route-entry.ts';

export type { Mount } from './mount.ts';
export type { RateRule, WindowStanding } from './limit/rate-rule.ts';
export type { ApiDescription } from './openapi/api-description.ts';
export type { RouteAccess, RouteEntry } from './route-entry.ts';
export type { AuthServices, PresentedCredential, ScopeTable } from '../auth/auth-services.ts';

/** The `config` of a route that needs a credential with this capability (null: any credential of the dialect). */
export function needs(capability: Capability | null): { readonly access: RouteAccess } {
  return { access: { credential: 'required', capability } };
}

/** The `config` of a route that anybody may call. */
export const open: { readonly access: RouteAccess } = {
  access: { credential: 'public', capability: null },
};

declare module 'fastify' {
  interface FastifyContextConfig {
    access: RouteAccess;
    /** Of a route that answers people: sets status and headers of a failure, and answers the page. */
    writeFailure?: (reply: FastifyReply, failure: Failure) => string;
  }
  interface FastifyRequest {
    /** Set by authentication; read it through `tenantOf`. */
    tenant: TenantContext | null;
  }
}

/** Types request parts and replies from the route's TypeBox schemas. */
export interface TypeBoxTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  readonly serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}

/** The Fastify scope that a dialect registers its routes in: its own validator, parser, errors and 404. */
export type DialectApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypes
>;

/** A reply in the vendor's words. `body` is sent as JSON (a string verbatim); undefined: no body. */
export interface WireReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface BodyRules {
  /** Reads `application/x-www-form-urlencoded` too, into strings (arrays for repeated keys). Default: no. */
  readonly form?: boolean;
  /** Content types read as JSON besides `application/json`. */
  readonly jsonTypes?: readonly string[];
  /** Reads any or no content type as JSON. Default: no, 415. */
  readonly anyTypeIsJson?: boolean;
}

export interface ValidationRules {
  /** Turns `"7"` into `7` in bodies, as some vendors do. Queries and path parameters are always coerced. Default: no. */
  readonly coerceBody?: boolean;
  /** Formats that schemas may name, besides those of JSON Schema (`uuid`, `date-time`, `email`, …). */
  readonly formats?: Readonly<Record<string, (text: string) => boolean>>;
}

/** An OpenAPI document: the title of its dialect, and its path. */
export interface ApiDocument {
  readonly title: string;
  readonly path: string;
}

/** What the host hands to a dialect's `routes`. */
export interface DialectServices<H = Hub> {
  readonly hub: H;
  readonly auth: AuthServices;
  /** Ask `of` for whatever belongs to a workspace. */
  readonly clock: HubClock;
  /** Every route of every dialect; complete once the server is ready. */
  readonly routeTable: () => readonly RouteEntry[];
  readonly bodylessReplies: BodylessReplies;
  /** How many seconds vendors' exports stay behind. */
  readonly exportLag: number;
  /** The documents that dialects serve of themselves, as addresses without the host. */
  readonly documents: readonly ApiDocument[];
  /** `https://host[:port]` as clients reach this server, without a trailing slash; add `mountOf(request)` for links. */
  readonly publicBase: (request: FastifyRequest) => string;
}

export interface Dialect<H = Hub> {
  /** Kebab-case; the audience of its credentials and its prefix `/{name}`. */
  readonly name: string;
  readonly title: string;
  readonly mount: readonly Mount[];
  readonly abilities: Abilities;
  /** What else the documents tell of it. */
  readonly behaviours?: readonly Behaviour[];
  /** Vendor scope → capabilities. */
  readonly scopes: ScopeTable;
  readonly body?: BodyRules;
  readonly validation?: ValidationRules;
  /** What the vendor calls the size of a page, in queries or bodies. */
  readonly pageSizes?: readonly string[];
  /** Given by dialects whose vendor limits how often an app may call. */
  readonly rateLimits?: RateRule;
  /** Given by dialects that serve their own OpenAPI document; their routes then say `operationId` and `summary`. */
  readonly openApi?: ApiDescription;
  /** Respells a path (no query, no mount prefix) before routing: other spellings, letter case. */
  normalizePath?(path: string): string;
  /** What its vendor tells subscribers; absent: it has no webhooks. */
  readonly webhooks?: WebhookRules;
  /** Where the vendor puts credentials; null when none was presented. May throw `AuthFailure` (version headers). */
  readCredential(request: FastifyRequest): PresentedCredential | null;
  /** Runs after authentication and before the body is read; throws `TenantMismatch` or `VendorFailure`. */
  checkRequest?(request: FastifyRequest, context: TenantContext): void;
  /** Registers every route, with paths relative to the dialect (`/contacts/:id`). */
  routes(app: DialectApp, services: DialectServices<H>): void | Promise<void>;
  /** Any failure in the vendor's status, envelope and words. Must not throw and must not tell more than `Failure` does. */
  toWireError(failure: Failure, request: FastifyRequest): WireReply;
}

/** The caller's workspace and rights. Throws when the route is public: that is a fault of the route, not the caller. */
export function tenantOf(request: FastifyRequest): TenantContext {
  if (request.tenant === null) throw new Error('tenantOf on a public route');
  return request.tenant;
}

/** `''` when the request came in at the root, `/{name}` when it came in under the dialect's own prefix. */
export function mountOf(request: FastifyRequest, dialect: { readonly name: string }): string {
  const prefix = `/${dialect.name}`;
  const { originalUrl } = request;
  const next = originalUrl.charAt(prefix.length);
  return originalUrl.startsWith(prefix) && (next === '/' || next === '?' || next === '')
    ? prefix
    : '';
}
