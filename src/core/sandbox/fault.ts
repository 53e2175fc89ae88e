/** What can be made to go wrong in a Sandbox, and how that is asked for. */
import { InvalidInput } from '../errors.ts';
import { parseDuration } from '../value/duration.ts';

/** Where a fault strikes: instead of the call, around it, on its answer, or on what is told to subscribers. */
export type FaultKind = 'request' | 'webhook';

export interface FaultForm {
  readonly kind: FaultKind;
  readonly does: string;
  /** Name of each option → what it may be, and what it is if nothing is said. */
  readonly options: Readonly<Record<string, FaultOption>>;
}

export type FaultOption =
  | {
      readonly type: 'number';
      readonly from: number;
      readonly to: number;
      readonly default: number;
    }
  | { readonly type: 'duration'; readonly longest: string; readonly default: string }
  | { readonly type: 'word'; readonly words: readonly string[]; readonly default: string };

const status = {
  type: 'word',
  words: ['500', '502', '503', '504'],
  default: '503',
} as const;

export const faultForms = {
  'rate-limit': {
    kind: 'request',
    does: 'Answers the vendor’s 429 without doing anything. `retry-after=0` leaves the header out.',
    options: { 'retry-after': { type: 'number', from: 0, to: 86_400, default: 30 } },
  },
  'error-before': {
    kind: 'request',
    does: 'Answers a 5xx in the vendor’s form, and nothing was done.',
    options: { status },
  },
  'error-after': {
    kind: 'request',
    does: 'Does what was asked, and answers a 5xx in the vendor’s form all the same.',
    options: { status },
  },
  'reset-after': {
    kind: 'request',
    does: 'Does what was asked, and resets the connection instead of answering.',
    options: {},
  },
  'created-422': {
    kind: 'request',
    does: 'Does what was asked, and answers 422 in the vendor’s form for a body that is wrong.',
    options: {},
  },
  slow: {
    kind: 'request',
    does: 'Waits before doing anything.',
    options: { by: { type: 'duration', longest: 'PT1M', default: 'PT2S' } },
  },
  trickle: {
    kind: 'request',
    does: 'Answers at once, but sends the body in ten pieces over this time.',
    options: { by: { type: 'duration', longest: 'PT1M', default: 'PT2S' } },
  },
  'cap-pages': {
    kind: 'request',
    does: 'Gives pages of a list no more than so many items, whatever was asked for.',
    options: { at: { type: 'number', from: 1, to: 500, default: 1 } },
  },
  'token-expired': {
    kind: 'request',
    does: 'Answers as if the token had expired.',
    options: {},
  },
  'token-revoked': {
    kind: 'request',
    does: 'Answers as if the token had been revoked or rotated.',
    options: {},
  },
  'rows-change': {
    kind: 'request',
    does: 'Changes, adds or deletes a contact after the page was read and before it is sent.',
    options: { how: { type: 'word', words: ['change', 'add', 'delete'], default: 'change' } },
  },
  'webhook-double': {
    kind: 'webhook',
    does: 'Sends a webhook twice.',
    options: {},
  },
  'webhook-late': {
    kind: 'webhook',
    does: 'Sends a webhook only after so much time, by the clock of the workspace.',
    options: { by: { type: 'duration', longest: 'P7D', default: 'PT5M' } },
  },
  'webhook-shuffle': {
    kind: 'webhook',
    does: 'Holds a webhook back until the next one of the subscription was taken, or for so long by the clock of the workspace.',
    options: { by: { type: 'duration', longest: 'P7D', default: 'PT3S' } },
  },
} as const satisfies Readonly<Record<string, FaultForm>>;

export type FaultName = keyof typeof faultForms;

/** Every option has its value: numbers as they are, durations in microseconds, words as text. */
export interface Fault {
  readonly name: FaultName;
  readonly kind: FaultKind;
  readonly options: Readonly<Record<string, number | string>>;
}

/** `rate-limit; retry-after=5`. @throws InvalidInput naming `path` */
export function parseFault(path: string, text: string): Fault {
  const [name = '', ...rest] = text.split(';').map((part) => part.trim());
  if (!isFaultName(name)) {
    throw InvalidInput.of(
      path,
      `names no fault: it must be one of ${Object.keys(faultForms).join(', ')}`,
    );
  }
  const form: FaultForm = faultForms[name];
  const given = new Map(rest.filter((part) => part !== '').map((part) => optionOf(path, part)));
  for (const option of given.keys()) {
    if (Object.hasOwn(form.options, option)) continue;
    const known = Object.keys(form.options).join(', ') || 'none';
    throw InvalidInput.of(path, `${name} has no option ${option.slice(0, 40)}; it has ${known}`);
  }
  const options = Object.entries(form.options).map(([option, rule]): [string, number | string] => [
    option,
    valueOf(given.get(option) ?? String(rule.default), rule, { path, option }),
  ]);
  return { name, kind: form.kind, options: Object.fromEntries(options) };
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultForms, name);
}

function optionOf(path: string, part: string): [string, string] {
  const [, name, value] = /^([a-z-]+)\s*=\s*(\S+)$/.exec(part) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw InvalidInput.of(path, 'must be a fault with options such as rate-limit; retry-after=5');
}

interface Place {
  readonly path: string;
  readonly option: string;
}

function valueOf(text: string, rule: FaultOption, place: Place): number | string {
  if (rule.type === 'word') return wordOf(text, rule.words, place);
  return rule.type === 'number' ? numberOf(text, rule, place) : durationOf(text, rule, place);
}

function wordOf(text: string, words: readonly string[], { path, option }: Place): string {
  if (words.includes(text)) return text;
  throw InvalidInput.of(path, `${option} must be one of ${words.join(', ')}`);
}

function numberOf(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  { path, option }: Place,
): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw InvalidInput.of(path, `${option} must be a whole number from ${from} to ${to}`);
}

function durationOf(
  text: string,
  { longest }: { readonly longest: string },
  { path, option }: Place,
): number {
  const micros = parseDuration(text);
  if (micros !== null && micros >= 0 && micros <= (parseDuration(longest) ?? 0)) return micros;
  throw InvalidInput.of(path, `${option} must be a duration up to ${longest}, such as PT2S`);
}
