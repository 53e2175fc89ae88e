/** The variables of the environment, with the defaults that an empty environment gives. */
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { readConfig, type Config } from '../../src/config.ts';
import { code, markdownTable } from './markdown.ts';

interface Variable {
  readonly meaning: string;
  readonly fallback: (config: Config) => string;
}

const variables: Readonly<Record<string, Variable>> = {
  POLYDEX_HOST: {
    meaning:
      'Address to listen on. Beyond loopback it needs `POLYDEX_PUBLIC_URL` with https, or `POLYDEX_INSECURE_LISTEN=1`',
    fallback: ({ host }) => code(host),
  },
  POLYDEX_PORT: {
    meaning: 'Port; `0`: any free one, which `sandbox.json` then names',
    fallback: ({ port }) => code(String(port)),
  },
  POLYDEX_DATA_DIR: {
    meaning:
      'Folder of `secret.key`, `sandbox.json` and the embedded PostgreSQL; made with mode 0700',
    fallback: ({ dataDir }) => `${code(relative(process.cwd(), dataDir))} in the current folder`,
  },
  DATABASE_URL: {
    meaning: 'A PostgreSQL of yours, 15 or newer: `postgresql://user:password@host:port/database`',
    fallback: ({ databaseUrl }) => databaseUrl ?? 'the embedded PostgreSQL',
  },
  POLYDEX_PUBLIC_URL: {
    meaning:
      'The address that clients use, when a proxy stands in front: `https://contacts.example.com`, without a path. ' +
      'Links and `sandbox.json` name it',
    fallback: ({ publicUrl }) => publicUrl ?? 'what the client says',
  },
  POLYDEX_ALLOWED_HOSTS: {
    meaning:
      'Further names in the `Host` header that are answered, separated by commas, without ports. Loopback, ' +
      '`POLYDEX_HOST` and the public address always are',
    fallback: () => 'none',
  },
  POLYDEX_TRUSTED_PROXIES: {
    meaning:
      'Addresses or networks of proxies whose `X-Forwarded-*` headers are believed, separated by commas: `10.0.0.0/8`',
    fallback: ({ trustedProxies }) => trustedProxies.join(', ') || 'none',
  },
  POLYDEX_EGRESS_ALLOW: {
    meaning:
      'Addresses and networks that webhooks may be sent to besides public ones, separated by commas: `10.1.0.0/16`. The ' +
      'Sandbox may also call this machine, unless others reach the server',
    fallback: ({ egress }) => egress.allowed.join(', ') || 'none',
  },
  POLYDEX_INSECURE_LISTEN: {
    meaning:
      '`1`: listen beyond loopback without https, and answer for any `Host` that is an address written as a number',
    fallback: ({ hosts }) => code(hosts.anyAddress ? '1' : '0'),
  },
  POLYDEX_LOG_LEVEL: {
    meaning:
      '`debug` (every request), `info` (refused requests too), `warn`, `error` or `silent`; JSON lines on the standard ' +
      'error stream',
    fallback: ({ logLevel }) => code(logLevel),
  },
  POLYDEX_RATE_LIMITS: {
    meaning:
      '`vendor`: refuse what each vendor would refuse ([rate limits](operations.md#rate-limits)), to try how a client copes; ' +
      '`off`: refuse nobody',
    fallback: ({ rateLimits }) => code(rateLimits),
  },
  POLYDEX_EXPORT_LAG: {
    meaning:
      "How many seconds ServiceTitan's exports stay behind, unless recent changes are asked for: 900 as at the vendor",
    fallback: ({ exportLag }) => code(String(exportLag)),
  },
  POLYDEX_BODYLESS_REPLIES: {
    meaning:
      'Where ServiceTitan answers a success without a body: `empty`, as the vendor does; `object`, `{}`, for clients that read ' +
      'JSON out of every reply',
    fallback: ({ bodylessReplies }) => code(bodylessReplies),
  },
  POLYDEX_MATCH_ON_WRITE: {
    meaning:
      '`0`: contacts are not compared as they are written; duplicates are found by runs alone ([matching](matching.md))',
    fallback: ({ matchOnWrite }) => code(matchOnWrite ? '1' : '0'),
  },
  POLYDEX_SECRET_KEY: {
    meaning:
      'The secret of this installation, 32 bytes in base64 or hexadecimal (`openssl rand -base64 32`), instead of ' +
      '`secret.key` in the data folder',
    fallback: ({ secretKey }) =>
      secretKey === null ? '`secret.key`, made at the first start' : 'set',
  },
  POLYDEX_SYSTEM_DIR: {
    meaning:
      'Only when root runs Polydex: where the embedded PostgreSQL and its databases live, since it refuses to run as root',
    fallback: () => '`/var/lib/polydex`; on macOS `/Library/Application Support/Polydex`',
  },
};

const variableForm = /'(POLYDEX_[A-Z_]+|DATABASE_URL)'/g;

/** What most people meet. */
const essentials: ReadonlySet<string> = new Set([
  'POLYDEX_HOST',
  'POLYDEX_PORT',
  'POLYDEX_DATA_DIR',
  'DATABASE_URL',
  'POLYDEX_LOG_LEVEL',
]);

/** The few that most people meet. */
export function essentialConfigurationTable(): string {
  return tableOf(Object.entries(variables).filter(([name]) => essentials.has(name)));
}

/** All. Throws when the code reads a variable that is not described here, or a described one is read nowhere. */
export function configurationTable(root: string): string {
  assertComplete(root);
  return tableOf(Object.entries(variables));
}

function assertComplete(root: string): void {
  const read = new Set(
    globSync('src/**/*.ts', { cwd: root })
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(variableForm)])
      .map(([, name = '']) => name),
  );
  const described = new Set(Object.keys(variables));
  const apart = read.symmetricDifference(described);
  if (apart.size === 0) return;
  throw new Error(
    `scripts/docs-tables/configuration-table.ts and the code disagree on ${[...apart].join(', ')}`,
  );
}

function tableOf(entries: readonly (readonly [string, Variable])[]): string {
  const config = readConfig({});
  const rows = entries.map(([name, { meaning, fallback }]) => [
    code(name),
    fallback(config),
    meaning,
  ]);
  return markdownTable(['variable', 'when not set', 'meaning'], rows);
}
