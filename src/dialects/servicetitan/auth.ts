/** How ServiceTitan's clients prove who they are: an access token and the key of their app, both in each call. */
import type { FastifyRequest } from 'fastify';
import { capabilities, type Capability } from '../../core/capability.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import {
  MethodNotAllowed,
  RouteNotFound,
  TenantMismatch,
  UnsupportedMediaType,
} from '../../http/failure.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { queryText, singleHeader } from '../../http/request-reader.ts';

const scopeTable = {
  'tn.crm.contacts:r': ['person.read', 'relation.read'],
  'tn.crm.contacts:w': ['person.write', 'person.delete', 'relation.write'],
  'tn.crm.customers:r': ['account.read'],
  'tn.crm.customers:w': ['account.write'],
  'tn.crm.locations:r': ['site.read'],
  'tn.crm.locations:w': ['site.write'],
} as const satisfies ScopeTable;

/** `:w` does not imply `:r`. Full access is that of all scopes together, not more. */
export const scopes: ScopeTable = { ...scopeTable, '*': Object.values(scopeTable).flat() };

const tokenKinds = ['access-token'] as const;

/** The scopes of a token as the vendor spells them out: full access is named scope by scope. */
export function grantedScopes(granted: readonly string[]): readonly string[] {
  return granted.includes('*') ? Object.keys(scopeTable) : granted;
}

/** The scopes that allow something. */
export function scopesAllowing(capability: string): readonly string[] {
  const wanted = capabilities.find((known) => known === capability);
  if (wanted === undefined) return [];
  return Object.entries<readonly Capability[]>(scopeTable)
    .filter(([, allowed]) => allowed.includes(wanted))
    .map(([scope]) => scope);
}

/**
 * The token stands in `Authorization`, bare as in the vendor's own example or after `Bearer`; the app key in
 * `ST-App-Key` or in the query.
 */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const secret = (singleHeader(request, 'authorization') ?? '')
    .trim()
    .replace(/^bearer(?:\s+|$)/i, '');
  if (secret === '') return null;
  return { secret, kinds: tokenKinds, appKey: appKeyOf(request) };
}

/** Null when there is none. */
export function appKeyOf(request: FastifyRequest): string | null {
  const appKey =
    singleHeader(request, 'st-app-key') || queryText(request, 'servicetitanapplicationkey');
  return appKey?.trim() || null;
}

/** Words that stand where an id would: lists of their own, which can only be read. */
const collections: readonly unknown[] = ['contact-methods', 'preferences'];
/** The same, for what is no path of the vendor's. */
const noPaths: readonly unknown[] = ['relationships'];

/** The path's tenant must be the token's before anything is looked at. */
export function checkRequest(request: FastifyRequest, context: TenantContext): void {
  if (pathParameter(request, 'tenant') !== String(context.tenantId)) {
    throw new TenantMismatch('tenant');
  }
  if (collections.includes(pathParameter(request, 'id'))) throw new MethodNotAllowed(['GET']);
  if (noPaths.includes(pathParameter(request, 'id'))) throw new RouteNotFound();
  // Forms are read for the token endpoint alone; where no body is asked for, curl sends an empty one.
  const { body } = request.routeOptions.schema ?? {};
  if (body !== undefined && isForm(request)) throw new UnsupportedMediaType();
}

export function isForm(request: FastifyRequest): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(
    singleHeader(request, 'content-type') ?? '',
  );
}

/** True for every spelling of the path of the token endpoint, whose errors look different. */
export function isTokenPath(request: FastifyRequest): boolean {
  return /\/connect\/token\/?(?:\?|$)/.test(request.url);
}

function pathParameter(request: FastifyRequest, name: string): unknown {
  const { params } = request;
  return typeof params === 'object' && params !== null
    ? new Map<string, unknown>(Object.entries(params)).get(name)
    : undefined;
}
