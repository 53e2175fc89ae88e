/** What others can check that a text came from this server: an Ed25519 key pair, derived from the installation's secret. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** In the forms that clients read. */
export interface PublicKey {
  /** Tells keys apart, for the day that the secret is another. */
  readonly keyId: string;
  readonly pem: string;
  /** The 32 bytes. */
  readonly base64: string;
  readonly hex: string;
}

const rawLength = 32;
/** What stands before 32 bytes of seed in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export class SigningKey {
  readonly publicKey: PublicKey;
  readonly #key: KeyObject;

  /** `seed`: 32 bytes. The same ones make the same pair. */
  constructor(seed: Uint8Array) {
    if (seed.length !== rawLength) throw new RangeError('A seed has 32 bytes');
    const key = Buffer.concat([pkcs8Prefix, seed]);
    this.#key = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    const shown = createPublicKey(this.#key);
    const raw = shown.export({ format: 'der', type: 'spki' }).subarray(-rawLength);
    this.publicKey = {
      keyId: createHash('sha256').update(raw).digest('hex').slice(0, 16),
      pem: shown.export({ format: 'pem', type: 'spki' }).toString(),
      base64: raw.toString('base64'),
      hex: raw.toString('hex'),
    };
  }

  /** Over the text's UTF-8 bytes, in base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.#key).toString('base64');
  }

  /** Keeps the key out of logs and error reports. */
  toJSON(): string {
    return '[secret]';
  }
}
