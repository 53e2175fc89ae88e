/** What the store can hold: no NUL, no lone surrogate, and lengths that no honest value exceeds. */
import { InvalidInput, type InputIssue } from '../errors.ts';
import { textProblem } from '../value/text.ts';

/** Longest single-line text, in UTF-16 units. */
export const maxLineLength = 2_000;
/** Longest free text (notes, descriptions). */
export const maxTextLength = 100_000;

const longTextFields = new Set([
  'notesText',
  'description',
  'workDone',
  'extra',
  'attribution',
  'customFields',
  'photo',
]);

/** Texts that stand in an index, whose entries PostgreSQL limits to about 2,700 bytes. */
const indexedFields = new Set(['externalId', 'value', 'key', 'stripped', 'name']);
/** Longest indexed text: at most four bytes a character. */
export const maxIndexedLength = 600;

function limitOf(key: string, outer: number): number {
  if (indexedFields.has(key)) return maxIndexedLength;
  return longTextFields.has(key) ? maxTextLength : outer;
}

/**
 * Throws `InvalidInput` naming every text of the record that PostgreSQL could not store or that is too long.
 * Walks arrays and plain objects; `fields` limits the walk to what was written.
 */
export function assertStorable(record: Readonly<Record<string, unknown>>): void {
  const issues: InputIssue[] = [];
  for (const key in record) visit(record[key], key, limitOf(key, maxLineLength), issues);
  if (issues.length > 0) throw new InvalidInput(issues);
}

function visit(value: unknown, path: string, limit: number, issues: InputIssue[]): void {
  if (typeof value === 'string') return checkText(value, path, limit, issues);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => visit(item, `${path}[${index}]`, limit, issues));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const innerPath = `${path}.${key}`;
    checkText(key, innerPath, limit, issues);
    visit(inner, innerPath, limit === maxTextLength ? limit : limitOf(key, limit), issues);
  }
}

function checkText(text: string, path: string, limit: number, issues: InputIssue[]): void {
  if (text.length > limit)
    issues.push({ path, message: `must be at most ${limit} characters long` });
  const problem = textProblem(text);
  if (problem === 'nul') issues.push({ path, message: 'must not contain a NUL character' });
  if (problem === 'lone-surrogate')
    issues.push({ path, message: 'must be well-formed Unicode text' });
}
