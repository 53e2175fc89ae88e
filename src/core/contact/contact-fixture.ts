/** Contacts for tests of the pure rules. */
import { type Uuid, uuidV7 } from '../value/identifier.ts';
import { instant } from '../value/instant.ts';
import { applyPatch, emptyContact } from './apply-patch.ts';
import type { ChangeEnvironment } from './change-environment.ts';
import type { ContactPatch } from './contact-patch.ts';
import type { Contact } from './contact.ts';

let made = 0;

/** Ids that differ; times and writer are fixed. */
export function testEnvironment(at = 1_000_000): ChangeEnvironment {
  return { at: instant(at), by: 7, region: 'US', newId: testId };
}

export function testId(): Uuid {
  made += 1;
  return uuidV7(1_700_000_000_000 + made, new Uint8Array(9));
}

/** A contact made by one patch. */
export function testContact(patch: ContactPatch): Contact {
  const env = testEnvironment();
  return applyPatch(emptyContact(env.newId(), 'api', env), patch, {}, env);
}
