/** The pieces of a query, each with its place. */
import { InvalidInput } from '../errors.ts';

export interface Token {
  readonly kind: 'open' | 'close' | 'or' | 'minus' | 'word' | 'phrase' | 'field';
  /** Of a phrase without its marks; of a field its name, lower-cased. */
  readonly text: string;
  /** Counted from 1, in characters as JavaScript counts them. */
  readonly position: number;
}

/** @throws InvalidInput that names the place: every message about a query is made here. */
export function refuseAt(position: number, problem: string): InvalidInput {
  return InvalidInput.of('q', `at character ${position}: ${problem}`);
}

const blanks = /\s+/uy;
const bracketedNumber = /\(\+?\d[\d ./-]*\)[\d./-]*/y;
const fieldName = /([a-z][a-z_]*(?:\.[^\s:"()]+)?):(?!\/\/)/iy;
const quotes = '"“”„';
const phrase = /["“”„]([^"“”„]*)["“”„]/uy;
const word = /[^\s"“”„()]+/uy;
const orWord = /OR(?=[\s("“”„]|$)/uy;
const andWord = /AND(?=[\s("“”„]|$)/uy;

/** @throws InvalidInput for a quotation mark that is never closed. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  /** The text that the pattern finds here, having moved past it. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < query.length) {
    if (take(blanks) || take(andWord)) continue;
    const position = at + 1;
    const add = (kind: Token['kind'], text = ''): number => tokens.push({ kind, text, position });
    const number = take(bracketedNumber);
    if (number) add('word', number[0]);
    else if (take(/\(/y)) add('open');
    else if (take(/\)/y)) add('close');
    else if (take(/-(?=[^\s-])/y)) add('minus');
    else if (take(orWord)) add('or');
    else takeText(query, position, take, add);
  }
  return tokens;
}

function takeText(
  query: string,
  position: number,
  take: (pattern: RegExp) => RegExpExecArray | null,
  add: (kind: Token['kind'], text?: string) => number,
): void {
  const quoted = take(phrase);
  if (quoted) {
    add('phrase', quoted[1]);
    return;
  }
  if (quotes.includes(query.charAt(position - 1)))
    throw refuseAt(position, 'this quotation mark is never closed');
  const field = take(fieldName);
  if (field) add('field', (field[1] ?? '').toLowerCase());
  else add('word', take(word)?.[0] ?? '');
}
