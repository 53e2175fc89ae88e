/** What is known of a route once it is registered. */
import type { FastifySchema } from 'fastify';
import type { Capability } from '../core/capability.ts';

/** Who may call a route. Every route declares it in `config`; start-up fails naming the route that does not. */
export interface RouteAccess {
  readonly credential: 'required' | 'public';
  /** Checked before validation and again in the core; null: any credential of the dialect will do. */
  readonly capability: Capability | null;
}

/** A registered route, as the tests and the API reference see it. */
export interface RouteEntry {
  readonly dialect: string;
  readonly method: string;
  /** Path template relative to the dialect: `/contacts/:id`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** The route's schemas as registered, and what it tells about itself. */
  readonly schema: FastifySchema | undefined;
}
