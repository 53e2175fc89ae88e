/** What a dialect says of itself in its OpenAPI document; the rest is read off its routes. */
import type { TSchema } from 'typebox';
import type { JsonObject } from '../../core/value/json.ts';
import type { RouteEntry } from '../route-entry.ts';

export interface ApiDescription {
  /** The vendor's version of the API. */
  readonly version: string;
  /** Markdown. */
  readonly description: string;
  /**
   * The path of the server that most paths are relative to, as the vendor's own document has it: `/crm/v2`. Operations
   * elsewhere name the root as their server. Default: the root.
   */
  readonly serverPath?: string;
  /** Where the document is served besides `/{dialect}/openapi.json`. */
  readonly servedAt?: string;
  readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  /** Which schemes a request needs: one of the objects, and in it all of the names. */
  readonly security: readonly JsonObject[];
  /** Groups of operations in the order of their showing, with a sentence each. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What any failure looks like that the route does not declare itself. */
  readonly refusal: Refusal;
  /** Further headers of a request. */
  readonly headersOf?: (route: RouteEntry) => readonly JsonObject[];
  /** Content types of a request body. Default: JSON alone. */
  readonly bodyTypes?: (route: RouteEntry) => readonly string[];
  /** For routes that declare no `operationId`. */
  readonly operationId?: (route: RouteEntry) => string;
}

export interface Refusal {
  readonly schema: TSchema;
  /** Default: `application/json`. */
  readonly mediaType?: string;
  /** Default: that it was refused. */
  readonly description?: string;
}
