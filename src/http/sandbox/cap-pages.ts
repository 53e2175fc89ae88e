/** Makes a request ask for short pages, whatever it asked for. */
import type { FastifyRequest } from 'fastify';

/** `names`: what the vendor calls the size of a page, in queries or bodies. Routes without one are left alone. */
export function capPages(request: FastifyRequest, names: readonly string[], most: number): void {
  const { schema } = request.routeOptions;
  cap(request.query, schema?.querystring, { names, most });
  if (request.body !== null) cap(request.body, schema?.body, { names, most });
}

function cap(
  target: unknown,
  schema: unknown,
  { names, most }: { readonly names: readonly string[]; readonly most: number },
): void {
  if (typeof target !== 'object' || target === null) return;
  for (const name of names) {
    if (!hasProperty(schema, name)) continue;
    const asked = Number(Reflect.get(target, name) ?? most);
    if (asked >= most) Reflect.set(target, name, most);
  }
}

function hasProperty(schema: unknown, name: string): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (!('properties' in schema)) return false;
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name);
}
