import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, with a closing slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a run of dependency-cruiser found: the files it read and the arrows it must not have found. */
export interface CruiseResult {
  readonly files: readonly string[];
  readonly violations: readonly {
    readonly rule: string;
    readonly from: string;
    readonly to: string;
  }[];
}

interface Report {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'modules' in value && 'summary' in value;
}

/** Runs dependency-cruiser as `npm run deps` does, on `folders` below `base`. */
export function cruise(base: string, folders: readonly string[]): CruiseResult {
  const run = spawnSync(
    process.execPath,
    [
      `${root}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
      '--config',
      `${root}.dependency-cruiser.cjs`,
      '--output-type',
      'json',
      ...folders,
    ],
    { cwd: base, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const report: unknown = JSON.parse(run.stdout);
  if (!isReport(report)) {
    throw new Error(`dependency-cruiser printed no report: ${run.stderr}`);
  }
  return {
    files: report.modules.map((module) => module.source),
    violations: report.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
    })),
  };
}
