/** Names for statements that are built from a caller's filters, so that each shape is planned once per connection. */
import { createHash } from 'node:crypto';

/** Every plan takes memory of every connection for good; further shapes are planned each time. */
const mostNames = 300;
const names = new Map<string, string>();

/** The statement's name after its text; `''`, which the server forgets, when too many have one already. */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames) return '';
  const name = `list_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
  names.set(text, name);
  return name;
}
