/** Which verbs a path answers: asked only when a request met none, so it may be slow. */

interface Template {
  readonly method: string;
  readonly form: RegExp;
}

export class AllowedMethods {
  readonly #templates: Template[] = [];

  /** `path` as Fastify writes it: `/jobs/:id.json`, `/files/*`. */
  add(method: string, path: string): void {
    this.#templates.push({ method, form: formOf(path) });
  }

  /** The verbs of all templates that the path (without query) matches. */
  of(path: string): readonly string[] {
    const methods = this.#templates
      .filter(({ form }) => form.test(path))
      .map(({ method }) => method);
    return [...new Set(methods)].toSorted();
  }
}

const parts = /:\w+(?:\([^)]*\))?|\*|[^:*]+|:/g;

function formOf(path: string): RegExp {
  const pattern = path.replaceAll(parts, (part) => {
    if (part === '*') return '.*';
    return /^:\w/.test(part) ? '[^/]+' : RegExp.escape(part);
  });
  return new RegExp(`^${pattern}/?$`);
}
