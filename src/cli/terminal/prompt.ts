/** Questions for what the command line left out: asked at a terminal, an error elsewhere. */
import { confirm, isCancel, select, text } from '@clack/prompts';
import { Cancelled, UsageError } from './usage-error.ts';

/** Where to ask: the questions go to stderr, so that stdout holds the answer of the command alone. */
const place = { output: process.stderr };

export interface Question {
  readonly message: string;
  /** The option that answers it, with an example: `--region AU`. */
  readonly option: string;
  readonly placeholder?: string;
  readonly initial?: string;
  /** What is wrong with the answer; undefined when nothing is. */
  readonly check?: (answer: string) => string | undefined;
}

/** The given answer or, at a terminal, the person's. Throws `UsageError` or `Cancelled`. */
export async function ask(given: string | undefined, question: Question): Promise<string> {
  const { message, option, placeholder, initial, check } = question;
  if (given !== undefined) return given;
  assertTerminal(option);
  const answer = await text({
    ...place,
    message,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(initial === undefined ? {} : { initialValue: initial }),
    validate: (value) => (value?.trim() ? check?.(value.trim()) : 'An answer is needed'),
  });
  return isCancel(answer) ? cancel() : answer.trim();
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The given answer or, at a terminal, one of the choices. Throws `UsageError` or `Cancelled`. */
export async function choose(
  given: string | undefined,
  question: Pick<Question, 'message' | 'option'>,
  choices: readonly Choice[],
): Promise<string> {
  if (given !== undefined) return given;
  assertTerminal(question.option);
  const answer = await select({ ...place, message: question.message, options: [...choices] });
  return isCancel(answer) ? cancel() : answer;
}

/** Names every missing answer at once where nobody can be asked; nothing at a terminal. Throws `UsageError`. */
export function assertAnswered(
  answers: readonly { readonly given: string | undefined; readonly option: string }[],
): void {
  const missing = answers.filter(({ given }) => given === undefined).map(({ option }) => option);
  if (missing.length > 0) assertTerminal(missing.join(' '));
}

/** Goes on with `--yes` or a yes. Throws `Cancelled` or, where nobody can be asked, `UsageError`. */
export async function assertSure(message: string, isSure: boolean): Promise<void> {
  if (isSure) return;
  if (!isTerminal()) throw new UsageError(`${message} Say --yes to go on.`);
  const answer = await confirm({ ...place, message: `${message} Go on?`, initialValue: false });
  if (answer !== true) cancel();
}

function assertTerminal(option: string): void {
  if (!isTerminal()) throw new UsageError(`an answer is missing: add ${option}`);
}

function isTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

function cancel(): never {
  process.stderr.write('Nothing was done.\n');
  throw new Cancelled();
}
