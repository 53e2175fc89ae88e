/** Turns what was entered as a phone number or e-mail address into what is matched. */
import { emailKey } from '../value/email.ts';
import { parsePhone } from '../value/phone.ts';
import type { Region } from '../workspace/workspace.ts';
import type { ContactMethod, MethodKind } from './contact.ts';

export type MethodValue = Pick<
  ContactMethod,
  'value' | 'key' | 'e164' | 'inferred' | 'stripped' | 'ext'
>;

/** Parses a value of either kind; a text that is no number is kept, with `e164` null. */
export function parseMethodValue(
  kind: MethodKind,
  value: string,
  region: Region | null,
): MethodValue {
  if (kind === 'email') {
    const key = emailKey(value);
    return { value, key, e164: null, inferred: false, stripped: key, ext: null };
  }
  return parsePhone(value, region);
}
