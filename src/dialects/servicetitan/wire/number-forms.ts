/** How the vendor's filters compare a number or an address: e-mails ignoring case, numbers by their digits. */
import { parseMethodValue } from '../../../core/contact/method-key.ts';
import { emailKey } from '../../../core/value/email.ts';
import type { Region } from '../../../core/workspace/workspace.ts';

/** Under what a matching method is kept: its key, or its stripped form. */
export interface MatchedForms {
  readonly keys: readonly string[];
  readonly stripped: readonly string[];
}

/** Digits with or without the country code 1, however they are punctuated; also as the workspace's region reads them. */
function numberForms(text: string, region: Region | null): MatchedForms {
  const { key, stripped } = parseMethodValue('phone', text, region);
  const forms = new Set([stripped, ...digitForms(text.replaceAll(/\D/g, ''))]);
  return { keys: [...new Set([key, ...forms])], stripped: [...forms] };
}

function digitForms(digits: string): string[] {
  if (digits === '') return [];
  return nationalAndInternational(digits).flatMap((form) => [form, `+${form}`]);
}

function nationalAndInternational(digits: string): string[] {
  if (digits.length === 10) return [digits, `1${digits}`];
  return digits.length === 11 && digits.startsWith('1') ? [digits, digits.slice(1)] : [digits];
}

/** A text with an `@` is an address, any other a number. */
export function methodForms(text: string, region: Region | null): MatchedForms {
  if (text.includes('@')) return { keys: [emailKey(text)], stripped: [] };
  return numberForms(text, region);
}
