/** What the store can hold: no NUL, no lone surrogate, and lengths that no honest value exceeds. */
import { InvalidInput, type InputIssue } from '../errors.ts';
import { isJsonObject } from '../value/json.ts';
import { textProblem } from '../value/text.ts';

/** Longest single-line text, in UTF-16 units. */
const maxLineLength = 2_000;
/** Longest free text (notes, descriptions). */
const maxTextLength = 100_000;

const longTextFields = new Set([
  'notesText',
  // Of a note and of a task.
  'body',
  'content',
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
const maxIndexedLength = 600;

function limitOf(key: string, outer: number): number {
  if (indexedFields.has(key)) return maxIndexedLength;
  return longTextFields.has(key) ? maxTextLength : outer;
}

/** Throws `InvalidInput` naming every text of the record that PostgreSQL could not store or that is too long. */
export function assertStorable(record: object): void {
  if (!isJsonObject(record) || isStorable(record, maxLineLength)) return;
  const issues: InputIssue[] = [];
  for (const key in record) visit(record[key], key, limitOf(key, maxLineLength), issues);
  throw new InvalidInput(issues);
}

/** The same walk without paths: nearly every record passes, thousands a second. */
function isStorable(value: unknown, limit: number): boolean {
  if (typeof value === 'string') return value.length <= limit && textProblem(value) === null;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, limit));
  if (!isJsonObject(value)) return true;
  const isBag = limit === maxTextLength;
  for (const key in value) {
    // Only in a bag are the keys the caller's own.
    if (isBag && !isStorable(key, limit)) return false;
    if (!isStorable(value[key], isBag ? limit : limitOf(key, limit))) return false;
  }
  return true;
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
  if (text.length > limit) {
    issues.push({ path, message: `must be at most ${limit} characters long` });
  }
  const problem = textProblem(text);
  if (problem === 'nul') issues.push({ path, message: 'must not contain a NUL character' });
  if (problem === 'lone-surrogate') {
    issues.push({ path, message: 'must be well-formed Unicode text' });
  }
}
