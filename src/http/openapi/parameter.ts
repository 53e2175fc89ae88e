/** The parameters of an operation, from the schemas of its route. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/value/json.ts';
import type { ComponentSet } from './component-set.ts';

/** Every parameter of the path; what the schema does not speak of is text. */
export function pathParametersOf(
  path: string,
  schema: unknown,
  components: ComponentSet,
): JsonObject[] {
  const known = propertiesOf(schema);
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) =>
    parameter({ name, in: 'path', required: true }, known[name] ?? { type: 'string' }, components),
  );
}

export function queryParametersOf(schema: unknown, components: ComponentSet): JsonObject[] {
  const listed = isJsonObject(schema) ? schema['required'] : undefined;
  const required: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return Object.entries(propertiesOf(schema)).map(([name, property]) =>
    parameter({ name, in: 'query', required: required.includes(name) }, property, components),
  );
}

function propertiesOf(schema: unknown): JsonObject {
  const properties = isJsonObject(schema) ? schema['properties'] : undefined;
  return isJsonObject(properties) ? properties : {};
}

function parameter(place: JsonObject, property: JsonValue, components: ComponentSet): JsonObject {
  const shape = components.add(property);
  const { description, ...rest } = isJsonObject(shape) ? shape : {};
  return { ...place, ...(description === undefined ? {} : { description }), schema: rest };
}
