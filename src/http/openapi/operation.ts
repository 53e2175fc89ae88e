/** What a route tells about itself beside its schemas, in its `schema`; start-up fails naming the route that is silent. */
import type { RouteEntry } from '../route-entry.ts';
import type { ApiDescription } from './api-description.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** The vendor's name of the operation: `Contacts_Create`. */
    readonly operationId?: string;
    /** One line, for the list of operations. */
    readonly summary?: string;
    readonly description?: string;
    /** The one group that the operation belongs to. */
    readonly tags?: readonly string[];
    /** Headers of good replies, with a sentence each. */
    readonly replyHeaders?: Readonly<Record<string, string>>;
    /** The content type of good replies. Default: JSON. */
    readonly replyType?: string;
    /** Not part of the document. */
    readonly hide?: boolean;
  }
}

/** The route has a place in the document. */
export function isDocumented({ method, schema }: RouteEntry): boolean {
  return method !== 'HEAD' && schema?.hide !== true;
}

/** Throws naming the route that belongs in the document and says too little. */
export function assertDescribed(route: RouteEntry, api: ApiDescription): void {
  if (!isDocumented(route)) return;
  const { operationId = api.operationId?.(route), summary } = route.schema ?? {};
  if (operationId !== undefined && summary !== undefined) return;
  throw new Error(
    `${route.dialect}: ${route.method} ${route.path} describes no operation: add operationId and summary to its schema, or hide: true`,
  );
}
