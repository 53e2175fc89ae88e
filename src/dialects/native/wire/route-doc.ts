/** What the reference says about a route, beside its shapes. */
declare module 'fastify' {
  interface FastifySchema {
    /** One line, for the list of operations. */
    readonly summary?: string;
    readonly description?: string;
    /** The one group that the operation belongs to. */
    readonly tags?: readonly string[];
    /** Not part of the reference. */
    readonly hide?: boolean;
  }
}

/** Makes this a module, so that the declaration above adds to Fastify's instead of replacing it. */
export type DocumentedBy = 'summary' | 'description' | 'tags' | 'hide';
