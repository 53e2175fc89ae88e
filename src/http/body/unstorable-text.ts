/** Finds what must not get past the parser: text that the database cannot hold, and names that are no mere names. */
import { MalformedBody, type RequestPart, ValidationFailure } from '../failure.ts';

/** JSON nested deeper would overflow the stack of whoever walks or writes it. */
const deepest = 100;
const nul = '\u0000';

interface Step {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * Throws `ValidationFailure` naming the first place (in no particular order) with NUL, a lone surrogate or too deep a nesting, and
 * `MalformedBody` for a member `__proto__`.
 */
export function assertStorable(root: unknown, where: RequestPart): void {
  const steps: Step[] = [{ value: root, path: '', depth: 0 }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const problem = problemOf(step);
    if (problem !== null) throw refusal(where, step.path, problem);
    if (Array.isArray(step.value)) pushItems(steps, step, step.value);
    else if (typeof step.value === 'object' && step.value !== null) {
      pushMembers(steps, step, step.value, where);
    }
  }
}

function pushItems(steps: Step[], { path, depth }: Step, items: readonly unknown[]): void {
  for (const [index, value] of items.entries()) {
    steps.push({ value, path: `${path}[${index}]`, depth: depth + 1 });
  }
}

function pushMembers(
  steps: Step[],
  { path, depth }: Step,
  value: object,
  where: RequestPart,
): void {
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') throw new MalformedBody('The body has a member named __proto__');
    // Not by the name itself: it would put into the answer what must not be in it.
    if (textProblem(name) !== null)
      throw refusal(where, path, 'has a member whose name cannot be stored');
    steps.push({ value: member, path: path === '' ? name : `${path}.${name}`, depth: depth + 1 });
  }
}

function problemOf({ value, depth }: Step): string | null {
  if (depth > deepest) return `is nested deeper than ${deepest} levels`;
  return typeof value === 'string' ? textProblem(value) : null;
}

function textProblem(text: string): string | null {
  if (text.includes(nul)) return 'must not contain the NUL character';
  return text.isWellFormed() ? null : 'must not contain half of a surrogate pair';
}

function refusal(where: RequestPart, path: string, message: string): ValidationFailure {
  return new ValidationFailure([{ where, path, message, keyword: 'text', params: {} }]);
}
