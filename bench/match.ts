/** Duplicates among invented contacts with known truth: how well and how fast they are found, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atLeast, atMost, type Finding } from './support/report.ts';

/** What `match-process.ts` prints. */
interface Outcome {
  readonly records: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly candidates: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** F1 of joining records with an equal phone number or e-mail address and an equal name: what most programs do. */
  readonly exactF1: number;
}

/** One list after the other, the largest last. */
export function benchMatch(isQuick: boolean): Finding[] {
  const [small, large] = (isQuick ? [10_000, 100_000] : [100_000, 1_000_000]).map(matchOf);
  if (!small || !large) return [];
  const { records, candidates, precision, recall } = large;
  const size = records.toLocaleString('en');
  const found = `${size} contacts: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${large.f1.toFixed(4)}`;
  const growth = `${small.seconds.toFixed(1)} s for ${small.records.toLocaleString('en')}, ${large.seconds.toFixed(1)} s for ${size}`;
  const exact = `${found}; equal name and equal number or address: F1 ${large.exactF1.toFixed(4)}`;
  return [
    atLeast('match, quality', exact, large.f1 / large.exactF1, 1.1),
    atMost('match, seconds', `${size} contacts, ${candidates} pairs compared`, large.seconds, 90),
    atMost('match, growth', growth, large.seconds / small.seconds, 13),
    atMost('match, memory', `${size} contacts, peak of the process in MB`, large.megabytes, 4000),
  ];
}

function matchOf(records: number): Outcome {
  const program = fileURLToPath(new URL('./support/match-process.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', program, String(records)];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`matching ${records} contacts: ${stderr}`);
  return toOutcome(JSON.parse(stdout));
}

function toOutcome(value: unknown): Outcome {
  const numberAt = (name: string): number => {
    const found: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    if (typeof found !== 'number') throw new Error(`no ${name} in what the process printed`);
    return found;
  };
  return {
    records: numberAt('records'),
    seconds: numberAt('seconds'),
    megabytes: numberAt('megabytes'),
    candidates: numberAt('candidates'),
    precision: numberAt('precision'),
    recall: numberAt('recall'),
    f1: numberAt('f1'),
    exactF1: numberAt('exactF1'),
  };
}
