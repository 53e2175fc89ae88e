/** Reads `$filter`: `field op value`, joined by `and`, as the vendor's guide on filtering has it. */
import { InvalidInput } from '../../../core/errors.ts';

const operators = ['eq', 'ne', 'gt', 'lt'] as const;
export type Operator = (typeof operators)[number];

export interface Condition {
  readonly field: string;
  readonly op: Operator;
  /** Without its quotes; numbers as written. */
  readonly value: string;
}

const mostConditions = 10;
const longestValue = 255;

const token = /\s+|'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?![\w.])|\w+|./gsu;

/** No conditions for blank text. @throws InvalidInput naming `$filter` */
export function parseFilter(text: string): readonly Condition[] {
  const tokens = (text.match(token) ?? []).filter((part) => part.trim() !== '');
  assertSupported(tokens);
  const conditions: Condition[] = [];
  for (let at = 0; at < tokens.length; at += 4) {
    conditions.push(readCondition(tokens.slice(at, at + 3)));
    const joint = tokens[at + 3];
    if (joint === undefined) break;
    if (joint !== 'and') throw refusal(`expected "and" instead of ${shown(joint)}${quoteHint}`);
    if (tokens[at + 4] === undefined) throw refusal('a condition is missing after "and"');
  }
  if (conditions.length > mostConditions) {
    throw refusal(`at most ${mostConditions} conditions are allowed`);
  }
  return conditions;
}

export function refusal(message: string): InvalidInput {
  return InvalidInput.of('$filter', message);
}

const quoteHint = "; texts and dates stand in single quotes, and ' is doubled inside them";

function assertSupported(tokens: readonly string[]): void {
  if (tokens.some((part) => part === '(' || part === ')')) {
    throw refusal('parentheses are not supported');
  }
  if (tokens.includes("'")) throw refusal('a quoted value is not ended');
  if (tokens.some((part) => /^or$/i.test(part))) {
    throw refusal('"or" is not supported, join conditions by "and"');
  }
}

function readCondition(tokens: readonly string[]): Condition {
  const [field = '', operator = '', literal = ''] = tokens;
  if (!/^[A-Za-z_]\w*$/.test(field)) throw refusal(`expected a field instead of ${shown(field)}`);
  const op = operators.find((known) => known === operator);
  if (op === undefined) {
    throw refusal(`${shown(operator)} is no operator, use one of ${operators.join(', ')}`);
  }
  const value = readValue(literal);
  if (value === null) throw refusal(`${shown(literal)} is no value of ${field}${quoteHint}`);
  if (value.length > longestValue) {
    throw refusal(`the value of ${field} is longer than ${longestValue} characters`);
  }
  return { field, op, value };
}

function readValue(literal: string): string | null {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  return /^-?\d+(?:\.\d+)?$/.test(literal) ? literal : null;
}

function shown(part: string): string {
  return part === '' ? 'the end' : JSON.stringify(part.slice(0, longestValue));
}
