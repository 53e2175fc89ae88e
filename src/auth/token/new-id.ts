/** New identifiers and tokens. */
import type { Clock } from '../../core/port/store.ts';
import { hex24, randomBase62, type Uuid, uuidV7 } from '../../core/value/identifier.ts';
import { instantToMs } from '../../core/value/instant.ts';
import { randomBytes } from '../../support/random.ts';

/** A new id of ours: version 7, 20 characters in base62. */
export function newUuid(clock: Clock): Uuid {
  return uuidV7(instantToMs(clock.now()), randomBytes(9));
}

/** A new id of 24 hexadecimal digits. */
export function newHex24(): string {
  return hex24(randomBytes(12));
}

/** `length` base62 characters, 5.95 bits of chance each. */
export function randomText(length: number): string {
  return randomBase62(length, randomBytes(length));
}
