/** No route without a declaration of who may call it. */
import type { RouteOptions } from 'fastify';
import type { RouteAccess } from '../plugin.ts';

/** What the route declares. Throws naming the route that declares nothing, which ends the start of the server. */
export function accessOf(route: Pick<RouteOptions, 'config' | 'method' | 'url'>): RouteAccess {
  // The type demands it where there is a `config`; a route may have none at all.
  const access: RouteAccess | undefined = route.config?.access;
  if (access === undefined) {
    const method = [route.method].flat().join(', ');
    throw new Error(
      `${method} ${route.url} declares no access: add config: needs('…'), needs(null) or open`,
    );
  }
  return access;
}
