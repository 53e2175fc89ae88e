/** How a benchmark says what it measured. */
import { arch, cpus, platform, totalmem } from 'node:os';

export interface Finding {
  readonly name: string;
  /** What was measured and what it is held against, in words. */
  readonly detail: string;
  readonly ratio: number;
  readonly target: string;
  readonly isReached: boolean;
}

/** A ratio that must be at least the target. */
export function atLeast(name: string, detail: string, ratio: number, target: number): Finding {
  return { name, detail, ratio, target: `≥ ${target}`, isReached: ratio >= target };
}

/** A ratio (or figure) that must be at most the target. */
export function atMost(name: string, detail: string, ratio: number, target: number): Finding {
  return { name, detail, ratio, target: `≤ ${target}`, isReached: ratio <= target };
}

export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, ${platform()} ${arch()}, Node ${process.version}`;
}

/** A Markdown table of the findings. */
export function table(findings: readonly Finding[]): string {
  const rows = findings.map(
    ({ name, detail, ratio, target, isReached }) =>
      `| ${name} | ${detail} | ${ratio.toFixed(2)} | ${target} | ${isReached ? 'reached' : '**missed**'} |`,
  );
  return ['| | measured against | figure | target | |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
