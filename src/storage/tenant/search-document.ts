/** The text that a plain search looks through: names, company, role, numbers and e-mails, folded. */
import { shownName } from '../../core/contact/contact-view.ts';
import type { Contact } from '../../core/contact/contact.ts';
import { markName } from '../../core/search/name-mark.ts';
import { foldSearch } from '../../core/value/text.ts';

/**
 * One line per fact, so that a word never matches across two of them; each word of a name is marked. Holds the parts of
 * the name in any case: filters on them look here first.
 */
export function searchDocument(contact: Contact): string {
  const names = [
    shownName(contact),
    contact.givenName,
    contact.familyName,
    contact.displayName,
    contact.middleName,
    contact.nickname,
  ];
  const parts = [contact.companyName, contact.jobTitle, contact.externalId];
  for (const method of contact.methods) {
    if (method.shadowOf !== null) continue;
    parts.push(method.key);
    if (method.kind === 'phone' && method.stripped !== method.key) parts.push(method.stripped);
  }
  let doc = '';
  for (const name of names) if (name) doc = withLine(doc, markName(foldSearch(name)));
  for (const part of parts) if (part) doc = withLine(doc, foldSearch(part));
  return doc;
}

/** The parts of a name usually stand in the whole one: only texts that do not are told again. */
function withLine(doc: string, line: string): string {
  return doc.includes(line) ? doc : `${doc}${line}\n`;
}

/** The words of a query, folded as the document is, which must hold all of them. */
export function searchTexts(query: string): string[] {
  return foldSearch(query)
    .split(' ')
    .filter((word) => word !== '');
}
