/** The texts that the vendor's types refuse while the body is read, which makes them `INVALID_JSON_BODY` there. */
import { normalizeUuid } from '../../core/value/identifier.ts';

const atom = /^[\w!#$%&'*+\-/=?^`{|}~\u{a0}-\u{d7ff}\u{f900}-\u{ffef}]+$/u;
const quoted = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/u;
const inner = /^[\w~\-\u{a0}-\u{d7ff}\u{f900}-\u{ffef}]+$/u;
const letter = /^[A-Za-z\u{a0}-\u{d7ff}\u{f900}-\u{ffef}]$/u;

/** `local@label.tld` with nothing around it; other alphabets and a trailing dot pass, a bare host does not. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const labels = text
    .slice(at + 1)
    .replace(/\.$/, '')
    .split('.');
  const top = labels.at(-1) ?? '';
  return (
    (quoted.test(local) || local.split('.').every((part) => atom.test(part))) &&
    labels.length > 1 &&
    labels.every(isLabel) &&
    letter.test(top.charAt(0)) &&
    letter.test(top.charAt(top.length - 1))
  );
}

/** Neither begins nor ends with a mark. */
function isLabel(text: string): boolean {
  return inner.test(text) && !/^[_~-]|[_~-]$/.test(text);
}

const nil = '00000000-0000-0000-0000-000000000000';

/** Any case; all zeros is the vendor's word for no id. */
export function isId(text: string): boolean {
  return normalizeUuid(text) !== null && text !== nil;
}

/** By the names that `schema.ts` uses. */
export const formats = {
  'email-address': isEmailAddress,
  'contact-id': isId,
  'tag-id': (text: string) => normalizeUuid(text) !== null,
};
