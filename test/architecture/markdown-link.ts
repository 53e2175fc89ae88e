/** What the links of a Markdown document lead to, and what can be linked to in it. */

export interface MarkdownLink {
  /** Before the `#`; `''` for the document itself. */
  readonly path: string;
  /** After the `#`; null without one. */
  readonly anchor: string | null;
  readonly line: number;
}

const fence = /^ {0,3}(?:```|~~~)/;
const inline = /\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
const elsewhere = /^[a-z][a-z0-9+.-]*:/i;

/** Relative links outside of code. */
export function linksOf(markdown: string): readonly MarkdownLink[] {
  return proseOf(markdown).flatMap((text, index) =>
    [...text.matchAll(inline)]
      .map(([, target = '']) => target)
      .filter((target) => !elsewhere.test(target))
      .map((target) => {
        const [path = '', anchor = null] = target.split('#', 2);
        return { path: decodeURIComponent(path), anchor, line: index + 1 };
      }),
  );
}

/** The anchors of the headings, as code hosts make them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const text of proseOf(markdown, false)) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(text) ?? [];
    if (heading === undefined) continue;
    const name = slugOf(heading);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    anchors.add(count === 0 ? name : `${name}-${count}`);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** The lines with fenced blocks (and code spans) blanked. */
function proseOf(markdown: string, withoutSpans = true): string[] {
  let isCode = false;
  return markdown.split('\n').map((text) => {
    const isFence = fence.test(text);
    if (isFence) isCode = !isCode;
    if (isCode || isFence) return '';
    return withoutSpans ? text.replaceAll(/`[^`]*`/g, '') : text;
  });
}
