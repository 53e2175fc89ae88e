/** Passwords, hashed with argon2id in the PHC string format. */
import crypto from 'node:crypto';
import { promisify } from 'node:util';
import { Unavailable } from '../../core/errors.ts';
import { randomBytes } from '../../support/random.ts';

/** OWASP's first recommendation: 19 MiB, two passes, one lane. */
const argon2 = { memory: 19_456, passes: 2, parallelism: 1 } as const;
/** OWASP's for scrypt where argon2 is missing: 32 MiB. */
const scrypt = { ln: 15, r: 8, p: 3 } as const;
/** The least that the algorithms take: what cannot be guessed need not be slow to guess. */
const quick = {
  argon2: { memory: 8, passes: 1, parallelism: 1 },
  scrypt: { ln: 4, r: 8, p: 1 },
} as const;
const tagLength = 32;
/** Each hashing takes its memory for its whole run. */
const mostAtOnce = 2;
/** Some three seconds of work: who comes later had better come again. */
const mostWaiting = 100;

/** A password's hash, to be stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { argon2, scrypt });
}

/** For passwords that were drawn with at least 128 bits of chance, and for them alone: no costs, since no guess can succeed. */
export function hashDrawnPassword(password: string): Promise<string> {
  return hash(password, quick);
}

async function hash(
  password: string,
  { argon2: slow, scrypt: fallback }: { argon2: Argon2Cost; scrypt: ScryptCost },
): Promise<string> {
  const salt = randomBytes(16);
  // Node has argon2 since 24.7; a pinned older one must be able to start too.
  if (typeof crypto.argon2 === 'function') {
    const tag = await argon2Tag(password, salt, slow);
    const { memory, passes, parallelism } = slow;
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(tag)}`;
  }
  const tag = await scryptTag(password, salt, fallback);
  return `$scrypt$ln=${fallback.ln},r=${fallback.r},p=${fallback.p}$${encode(salt)}$${encode(tag)}`;
}

const argon2Form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;
const scryptForm = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

/** Whether the password is the one that was hashed, in a time that does not depend on how wrong it is. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = argon2Form.exec(stored) ?? [];
  if (memory !== undefined) {
    const cost = {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    };
    return isSame(await argon2Tag(password, decode(salt), cost), decode(tag));
  }
  const other = scryptForm.exec(stored);
  if (other === null) throw new Error('A stored password hash is of an unknown form');
  const cost = { ln: Number(other[1]), r: Number(other[2]), p: Number(other[3]) };
  return isSame(await scryptTag(password, decode(other[4] ?? ''), cost), decode(other[5] ?? ''));
}

/** As slow as `verifyPassword`, so that the time does not tell whether there is such a user. */
export async function verifyNothing(password: string): Promise<void> {
  await hashPassword(password);
}

interface Argon2Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

function argon2Tag(password: string, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  if (typeof crypto.argon2 !== 'function') {
    throw new Error('This password was hashed with argon2, which needs Node 24.7 or newer');
  }
  const parameters = { message: password, nonce: salt, tagLength, ...cost };
  return takingTurns(() => promisify(crypto.argon2)('argon2id', parameters));
}

interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

function scryptTag(password: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 256 * 2 ** cost.ln * cost.r };
  return takingTurns(
    () =>
      new Promise((resolve, reject) => {
        crypto.scrypt(password, salt, tagLength, options, (error, tag) => {
          if (error) reject(error);
          else resolve(tag);
        });
      }),
  );
}

let running = 0;
const waiting: (() => void)[] = [];

/** Runs the hashing when fewer than `mostAtOnce` run; the others wait in order. Throws `Unavailable` when too many do. */
async function takingTurns<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw new Unavailable('Too many passwords to check just now');
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The turn goes to the next in line without being given back.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && crypto.timingSafeEqual(one, other);
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

function decode(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
