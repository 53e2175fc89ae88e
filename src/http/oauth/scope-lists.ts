/** What an app asks for, in plain words. */
import { type Markup, markup, nothing } from '../html/markup.ts';

/** `says` gives the end of "It could then …", or null for a scope that opens nothing here. */
export function scopeLists(
  scopes: readonly string[],
  says: (scope: string) => string | null,
): Markup {
  const said = scopes.map(says);
  const useful = said.filter((words) => words !== null);
  const idle = scopes.filter((_, index) => said[index] === null);
  return markup`${usefulList(useful)}
${idleList(idle)}`;
}

function usefulList(words: readonly string[]): Markup {
  if (words.length === 0) return markup`<p>It could do nothing with what it asks for.</p>`;
  return markup`<h2>It could then</h2>
${list(words)}`;
}

function idleList(scopes: readonly string[]): Markup {
  if (scopes.length === 0) return nothing;
  return markup`<details><summary>And ${String(scopes.length)} more that open nothing here</summary>
${list(scopes)}</details>`;
}

function list(items: readonly string[]): Markup {
  return markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`;
}
