/**
 * The installation's secret: 32 bytes that signatures, keyed hashes and encryption keys are derived from. From the
 * environment, or generated beside the data.
 */
import { createHash, hkdfSync } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomBytes } from './random.ts';
import { StartupError } from './startup-error.ts';

const keyLength = 32;
const fileName = 'secret.key';

export class SecretKey {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    if (bytes.length !== keyLength) throw new RangeError('A secret key has 32 bytes');
    this.#bytes = bytes;
  }

  /** A key of 32 bytes for one purpose; those of different purposes tell nothing of each other. */
  derive(purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#bytes, '', `polydex:${purpose}`, keyLength));
  }

  /** Tells keys apart without telling anything of them. */
  get fingerprint(): string {
    return createHash('sha256').update(this.derive('fingerprint')).digest('hex').slice(0, 32);
  }

  /** Keeps the bytes out of logs and error reports. */
  toJSON(): string {
    return '[secret]';
  }
}

/** 64 hexadecimal digits or 43/44 characters of base64 (either alphabet); null for anything else. */
export function parseSecretKey(text: string): SecretKey | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return new SecretKey(new Uint8Array(Buffer.from(text, 'hex')));
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  const bytes = new Uint8Array(
    Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64'),
  );
  return bytes.length === keyLength ? new SecretKey(bytes) : null;
}

/** Where a data folder keeps its key. */
export function secretKeyPath(folder: string): string {
  return join(folder, fileName);
}

/** The key in `secret.key` of the folder, made at the first start; 0600. Throws when the file holds no key. */
export async function loadOrMakeSecretKey(folder: string): Promise<SecretKey> {
  const path = secretKeyPath(folder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const made = Buffer.from(randomBytes(keyLength)).toString('base64');
  if (await writeNew(path, `${made}\n`)) return readKey(path);
  await chmod(path, 0o600);
  return readKey(path);
}

/** False when the file exists already: two processes may start at once, and the first one's key counts. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readKey(path: string): Promise<SecretKey> {
  const key = parseSecretKey((await readFile(path, 'utf8')).trim());
  if (key === null) {
    throw new StartupError(
      `${path} holds no secret key: restore it from a backup, or set POLYDEX_SECRET_KEY`,
    );
  }
  return key;
}
