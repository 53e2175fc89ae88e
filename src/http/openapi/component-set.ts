/** Schemas with a title become components of the document and are referred to by it. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/value/json.ts';

const titleForm = /^[A-Z]\w*$/;

export class ComponentSet {
  readonly #components = new Map<string, JsonValue>();

  /** The schema as plain JSON, or a reference to it. Throws when two different shapes have one title. */
  add(schema: unknown): JsonValue {
    const json: unknown = JSON.parse(JSON.stringify(schema));
    return this.#visit(isJson(json) ? json : null);
  }

  toJson(): JsonObject {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #visit(node: JsonValue): JsonValue {
    if (isJsonList(node)) return node.map((item) => this.#visit(item));
    if (!isJsonObject(node)) return node;
    const visited = Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, this.#visit(value)]),
    );
    const title = node['title'];
    if (typeof title !== 'string' || !titleForm.test(title)) return visited;
    const { title: _title, ...shape } = visited;
    const known = this.#components.get(title);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(shape))
      throw new Error(`Two schemas are titled ${title}`);
    this.#components.set(title, shape);
    return { $ref: `#/components/schemas/${title}` };
  }
}

/** Narrows what `Array.isArray` widens. */
function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}
