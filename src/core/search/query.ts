/**
 * The query language, one for the native API, the command line and whatever comes (docs/search.md): words, `"phrases"`,
 * `field:value`, `-negation`, `OR` between groups of words, brackets.
 */
import { InvalidInput } from '../errors.ts';
import { foldSearch } from '../value/text.ts';
import { fieldNames, type FieldValue, readField, wordFields } from './query-field.ts';
import type { TimeReading } from './query-time.ts';
import { refuseAt, type Token, tokensOf } from './query-token.ts';
import type { SearchNode, SearchWord, WordScope } from './search-node.ts';

/** So that no query takes all day to plan. */
const longestQuery = 500;
const mostParts = 20;
const deepest = 5;

/**
 * The meaning of a query; an empty one asks for everybody.
 * @throws InvalidInput of `q`, with the place and what would be allowed there.
 */
export function parseQuery(query: string, reading: TimeReading): SearchNode {
  if (query.length > longestQuery)
    throw InvalidInput.of('q', `must not be longer than ${longestQuery} characters`);
  return new QueryParser(tokensOf(query), reading).parse();
}

class QueryParser {
  readonly #tokens: readonly Token[];
  readonly #reading: TimeReading;
  #at = 0;
  #parts = 0;

  constructor(tokens: readonly Token[], reading: TimeReading) {
    this.#tokens = tokens;
    this.#reading = reading;
  }

  parse(): SearchNode {
    if (this.#tokens.length === 0) return { kind: 'all', nodes: [] };
    const node = this.#alternatives(0);
    const rest = this.#tokens[this.#at];
    if (rest) throw refuseAt(rest.position, 'this bracket closes nothing');
    return node;
  }

  #alternatives(depth: number): SearchNode {
    const groups = [this.#group(depth)];
    for (let or = this.#next('or'); or; or = this.#next('or')) {
      if (this.#isEnd()) throw refuseAt(or.position, 'something must follow OR');
      groups.push(this.#group(depth));
    }
    return joined('any', groups);
  }

  /** Everything up to an OR or the end. */
  #group(depth: number): SearchNode {
    const first = this.#tokens[this.#at];
    const nodes: SearchNode[] = [];
    while (!this.#isEnd()) {
      if (this.#tokens[this.#at]?.kind === 'or') break;
      const node = this.#item(depth);
      if (node) nodes.push(node);
    }
    if (first?.kind === 'or') throw refuseAt(first.position, 'something must stand before OR');
    return joined('all', nodes);
  }

  #isEnd(): boolean {
    const token = this.#tokens[this.#at];
    return !token || token.kind === 'close';
  }

  /** Null for a sign that asks for nothing, such as a lone dash. */
  #item(depth: number): SearchNode | null {
    const token = this.#tokens[this.#at];
    if (!token) return null;
    this.#parts += 1;
    if (this.#parts > mostParts)
      throw refuseAt(token.position, `more than ${mostParts} parts are too many`);
    this.#at += 1;
    switch (token.kind) {
      case 'minus':
        return this.#negated(token, depth);
      case 'open':
        return this.#bracket(token, depth);
      case 'field':
        return this.#field(token);
      case 'phrase':
        return wordOf('any', token.text, true);
      case 'word':
      case 'or':
      case 'close':
        return this.#words(token);
    }
  }

  #negated(minus: Token, depth: number): SearchNode {
    if (this.#isEnd() || this.#tokens[this.#at]?.kind === 'or')
      throw refuseAt(minus.position, 'something must follow the minus');
    const node = this.#item(depth);
    return node ? { kind: 'not', node } : joined('all', []);
  }

  #bracket(open: Token, depth: number): SearchNode {
    if (depth >= deepest)
      throw refuseAt(open.position, `brackets must not be nested deeper than ${deepest}`);
    const node = this.#alternatives(depth + 1);
    if (!this.#next('close')) throw refuseAt(open.position, 'this bracket is never closed');
    return node;
  }

  /** A free word; a number goes on over blanks, as people write it: `0151 234 567`. */
  #words({ text }: Token): SearchNode | null {
    let whole = text;
    if (!isNumberPiece(text)) return wordOf('any', whole, false);
    for (let next = this.#tokens[this.#at]; next?.kind === 'word'; next = this.#tokens[this.#at]) {
      if (!isNumberPiece(next.text)) break;
      whole += ` ${next.text}`;
      this.#at += 1;
    }
    return wordOf('any', whole, false);
  }

  #field({ text: name, position }: Token): SearchNode | null {
    const value = this.#tokens[this.#at];
    const isBeside = value !== undefined && value.position === position + name.length + 1;
    if (!isBeside || (value.kind !== 'word' && value.kind !== 'phrase'))
      throw refuseAt(position, `a value must follow ${name}: without a blank`);
    this.#at += 1;
    const scope = wordFields.find((field) => field === name);
    if (scope) return wordOf(scope, value.text, value.kind === 'phrase');
    const given: FieldValue = { text: value.text, isPhrase: value.kind === 'phrase', position };
    const node = readField(name, given, this.#reading);
    if (node === null)
      throw refuseAt(
        position,
        `there is no field ${name}; allowed: ${fieldNames.join(', ')}. A text with a colon goes into quotation marks`,
      );
    if ('allowed' in node) throw refuseAt(value.position, `${name}: takes ${node.allowed}`);
    return node;
  }

  #next(kind: Token['kind']): Token | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) return null;
    this.#at += 1;
    return token;
  }
}

function joined(kind: 'all' | 'any', nodes: readonly SearchNode[]): SearchNode {
  const [only] = nodes;
  return nodes.length === 1 && only ? only : { kind, nodes };
}

function wordOf(scope: WordScope, written: string, isPhrase: boolean): SearchWord | null {
  const text = foldSearch(written);
  return /[\p{L}\p{N}]/u.test(text) ? { kind: 'word', scope, text, isPhrase } : null;
}

function isNumberPiece(text: string): boolean {
  return /^[+(]*\d[\d()./ -]*$/.test(text);
}
