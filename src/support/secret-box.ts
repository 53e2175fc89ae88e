/**
 * Keeps secrets that have to be read again (those of others, not our own, which are hashed): AES-256-GCM, each bound to
 * the record it belongs to, so that it cannot be moved to another.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { randomBytes } from './random.ts';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

export class SecretBox {
  readonly #key: Uint8Array;
  /** Tells which key a secret was sealed with, for the day that there are several. */
  readonly #keyId: string;

  /** `key`: 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key;
    this.#keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  }

  /** `keyid.base64url`, different each time. */
  seal(text: string, recordId: string): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(recordId));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
    return `${this.#keyId}.${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /** Null for what was sealed with another key, for another record, or not at all. */
  open(sealed: string, recordId: string): string | null {
    const [keyId, text = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    if (keyId !== this.#keyId || bytes.length < nonceLength + tagLength) return null;
    const end = bytes.length - tagLength;
    try {
      const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, nonceLength))
        .setAAD(Buffer.from(recordId))
        .setAuthTag(bytes.subarray(end));
      const open = [decipher.update(bytes.subarray(nonceLength, end)), decipher.final()];
      return Buffer.concat(open).toString('utf8');
    } catch {
      return null;
    }
  }
}
