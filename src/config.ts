/** The environment as one checked, frozen object. Everything that is wrong is said at once, with what to set instead. */
import { resolve } from 'node:path';
import { type AddressRuleOptions, isNetwork } from './egress/address-rules.ts';
import { type HostRules } from './http/guard/host-check.ts';
import { rateLimitModes, type RateLimitMode } from './http/limit/rate-rule.ts';
import type { LogLevel } from './http/observe/pino-log.ts';
import { bodylessReplies, type BodylessReplies } from './http/reply/bodyless-replies.ts';
import { parseSecretKey, type SecretKey } from './support/secret-key.ts';

export interface Config {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  /** How clients reach the server from elsewhere, without a trailing slash; null: as they say themselves. */
  readonly publicUrl: string | null;
  /** Which Host headers are answered. */
  readonly hosts: HostRules;
  /** Addresses (or networks, `10.0.0.0/8`) of proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  /** Whether callers are held to the vendors' rate limits. */
  readonly rateLimits: RateLimitMode;
  /** How many seconds ServiceTitan's exports stay behind. */
  readonly exportLag: number;
  /** What stands in for a reply without a body. */
  readonly bodylessReplies: BodylessReplies;
  /** Whether contacts are compared as they are written. */
  readonly matchOnWrite: boolean;
  /** Null: kept in the data folder. */
  readonly secretKey: SecretKey | null;
  /** Whether a Sandbox may be made: not for a server that others reach, unless it was opened on purpose. */
  readonly offersSandbox: boolean;
  /** What may be called: webhooks go there. */
  readonly egress: AddressRuleOptions;
}

/** The environment cannot be used; `message` has one line per problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used.\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `POLYDEX_…` and `DATABASE_URL`; an empty variable counts as absent. Throws `ConfigError`. */
export function readConfig(environment: Environment): Config {
  const reader = new Reader(environment);
  const host = reader.text('POLYDEX_HOST') ?? '127.0.0.1';
  const publicUrl = reader.publicUrl();
  const isOpenOnPurpose = reader.flag('POLYDEX_INSECURE_LISTEN');
  if (!isLoopback(host) && !isOpenOnPurpose && publicUrl?.startsWith('https://') !== true) {
    reader.refuse(
      `POLYDEX_HOST=${host} opens the server to other machines: set POLYDEX_PUBLIC_URL to the https address that a ` +
        'proxy serves it under, or POLYDEX_INSECURE_LISTEN=1 if passwords and personal data may cross the network in the clear.',
    );
  }
  const config = {
    host,
    port: reader.port(),
    dataDir: resolve(reader.text('POLYDEX_DATA_DIR') ?? '.polydex'),
    databaseUrl: reader.databaseUrl(),
    publicUrl,
    hosts: hostRules(host, publicUrl, reader.list('POLYDEX_ALLOWED_HOSTS'), isOpenOnPurpose),
    trustedProxies: reader.list('POLYDEX_TRUSTED_PROXIES'),
    logLevel: reader.oneOf('POLYDEX_LOG_LEVEL', logLevels, 'warn'),
    rateLimits: reader.oneOf('POLYDEX_RATE_LIMITS', rateLimitModes, 'off'),
    exportLag: reader.seconds('POLYDEX_EXPORT_LAG', 0),
    bodylessReplies: reader.oneOf('POLYDEX_BODYLESS_REPLIES', bodylessReplies, 'empty'),
    matchOnWrite: reader.flag('POLYDEX_MATCH_ON_WRITE', '1'),
    secretKey: reader.secretKey(),
    offersSandbox: isLoopback(host) || isOpenOnPurpose,
    // The Sandbox's credentials lie open: where others reach them, they must not reach this machine through them.
    egress: {
      allowed: reader.networks('POLYDEX_EGRESS_ALLOW'),
      loopbackForSandbox: isLoopback(host),
    },
  };
  reader.throwProblems();
  return Object.freeze(config);
}

class Reader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }

  text(name: string): string | null {
    const text = this.#environment[name]?.trim();
    return text === undefined || text === '' ? null : text;
  }

  list(name: string): readonly string[] {
    const items = (this.text(name) ?? '').split(',').map((item) => item.trim());
    return items.filter((item) => item !== '');
  }

  networks(name: string): readonly string[] {
    const networks = this.list(name);
    for (const network of networks) {
      if (isNetwork(network)) continue;
      this.refuse(`${name}: ${network} is neither an address nor a network such as 10.0.0.0/8.`);
    }
    return networks;
  }

  flag(name: string, fallback: '0' | '1' = '0'): boolean {
    const text = this.text(name) ?? fallback;
    if (text !== '0' && text !== '1') this.refuse(`${name}=${text}: set it to 1 or 0.`);
    return text === '1';
  }

  port(): number {
    const text = this.text('POLYDEX_PORT') ?? '7070';
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (port <= 65_535) return port;
    this.refuse(
      `POLYDEX_PORT=${text}: set it to a port between 1 and 65535, or to 0 for any free one.`,
    );
    return 0;
  }

  databaseUrl(): string | null {
    const text = this.text('DATABASE_URL');
    if (text === null || /^postgres(?:ql)?:\/\//.test(text)) return text;
    // Without the value: it may hold a password.
    this.refuse(
      'DATABASE_URL: set it to postgresql://user:password@host:port/database, or leave it empty for the embedded database.',
    );
    return null;
  }

  publicUrl(): string | null {
    const text = this.text('POLYDEX_PUBLIC_URL');
    if (text === null) return null;
    const url = URL.parse(text);
    const isPlain =
      url !== null && url.pathname === '/' && url.search === '' && url.username === '';
    if (isPlain && /^https?:$/.test(url.protocol)) return url.origin;
    this.refuse(
      'POLYDEX_PUBLIC_URL: set it to the address alone, such as https://contacts.example.com, without a path.',
    );
    return null;
  }

  /** At most a day. */
  seconds(name: string, fallback: number): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const seconds = Number(text);
    if (/^\d{1,5}$/.test(text) && seconds <= 86_400) return seconds;
    this.refuse(`${name}=${text} is no whole number of seconds up to a day: set it to 0, 900, …`);
    return fallback;
  }

  oneOf<T extends string>(name: string, known: readonly T[], fallback: T): T {
    const text = this.text(name) ?? fallback;
    const word = known.find((candidate) => candidate === text);
    if (word === undefined) this.refuse(`${name}=${text}: set it to one of ${known.join(', ')}.`);
    return word ?? fallback;
  }

  secretKey(): SecretKey | null {
    const text = this.text('POLYDEX_SECRET_KEY');
    if (text === null) return null;
    const key = parseSecretKey(text);
    if (key === null) {
      this.refuse(
        'POLYDEX_SECRET_KEY: set it to 32 random bytes in base64 or hexadecimal, as `openssl rand -base64 32` prints them.',
      );
    }
    return key;
  }
}

/** `info` adds refused requests, `debug` every request. */
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

function hostRules(
  host: string,
  publicUrl: string | null,
  allowed: readonly string[],
  anyAddress: boolean,
): HostRules {
  const own = isWildcard(host) ? [] : [host.includes(':') ? `[${host}]` : host];
  const published = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  return { names: [...own, ...published, ...allowed], anyAddress };
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
