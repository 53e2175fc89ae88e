/** HTML as a template: what is put in is text, and stays text. */

/** HTML that may be sent as it is; made by `markup`, or of constants. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | readonly Markup[] | string;

/** Escapes every text between the literal parts; other markup and lists of it are put in as they are. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: literals }, ...parts.map(render)));
}

/** No markup: for what is shown only at times. */
export const nothing = new Markup('');

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  return typeof part === 'string' ? escapeText(part) : part.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
