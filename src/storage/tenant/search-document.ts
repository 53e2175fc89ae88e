/** The text that a plain search looks through: names, company, role, numbers and e-mails, folded. */
import { shownName } from '../../core/contact/contact-view.ts';
import type { Contact } from '../../core/contact/contact.ts';
import { foldText } from '../../core/value/text.ts';

/**
 * One line per fact, so that a word never matches across two of them. Holds the parts of the name in any case: filters
 * on them look here first.
 */
export function searchDocument(contact: Contact): string {
  const parts = [
    shownName(contact),
    contact.givenName,
    contact.familyName,
    contact.displayName,
    contact.middleName,
    contact.nickname,
    contact.companyName,
    contact.jobTitle,
    contact.externalId,
  ];
  for (const method of contact.methods) {
    if (method.shadowOf !== null) continue;
    parts.push(method.key);
    if (method.kind === 'phone' && method.stripped !== method.key) parts.push(method.stripped);
  }
  let doc = '';
  for (const part of parts) {
    const line = part ? foldText(part) : '';
    // The parts of a name usually stand in the whole one: only texts that do not are told again.
    if (!doc.includes(line)) doc += doc === '' ? line : `\n${line}`;
  }
  return doc;
}

/** The words of a query as LIKE patterns, all of which must match. */
export function searchPatterns(query: string): string[] {
  return foldText(query)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}
