/** A call to a route of the route table, under the dialect's own prefix. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import type { Call } from './http-call.ts';

const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

export interface RouteCallOptions {
  readonly sandbox: SandboxFile;
  /** What stands for a path parameter other than those that name the workspace. */
  readonly param: (name: string) => string;
  readonly body?: unknown;
}

export function routeCall(
  { dialect, method, path }: RouteEntry,
  { sandbox, param, body = {} }: RouteCallOptions,
): Call {
  const own = new Map([
    ['tenant', String(sandbox.servicetitan.tenant)],
    ['locationId', sandbox.highlevel.locationId],
  ]);
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(own.get(name) ?? param(name)),
  );
  return {
    method,
    path: `/${dialect}${filled}`,
    ...(dialect === 'unified' ? { query: { credentialId: sandbox.unified.credentialId } } : {}),
    ...(withBody.has(method) ? { body } : {}),
  };
}

export function titleOf({ dialect, method, path }: RouteEntry): string {
  return `${dialect} ${method} ${path}`;
}
