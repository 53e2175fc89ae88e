/** One thing that `polydex doctor` looks at. */
import type { Config } from '../../config.ts';

export interface Finding {
  /** `note`: nothing is wrong yet; only `bad` makes the command fail. */
  readonly state: 'good' | 'note' | 'bad';
  /** What was found, in half a line. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

export interface Check {
  readonly name: string;
  /** Changes nothing. What it throws counts as bad. */
  readonly run: (config: Config) => Promise<Finding>;
}

export function good(text: string): Finding {
  return { state: 'good', text };
}

export function note(text: string, advice?: string): Finding {
  return { state: 'note', text, ...(advice === undefined ? {} : { advice }) };
}

export function bad(text: string, advice: string): Finding {
  return { state: 'bad', text, advice };
}
