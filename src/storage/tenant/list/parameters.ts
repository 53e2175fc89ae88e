/** Statements that are built from a caller's filters: every value is a parameter. */
import type { SqlValue, Statement } from '../../database.ts';
import { statementName } from './statement-name.ts';

export interface BoundStatement extends Statement {
  readonly values: readonly SqlValue[];
}

/** Collects parameters and gives each its `$n`. */
export class Parameters {
  readonly values: SqlValue[] = [];
  add(value: SqlValue, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

export function bind(text: string, parameters: Parameters): BoundStatement {
  return { name: statementName(text), text, values: parameters.values };
}
