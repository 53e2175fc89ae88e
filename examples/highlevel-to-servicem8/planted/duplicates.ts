/** A bug to be found: every attempt to create has an id of its own, so that one whose answer was lost is made twice. */
import { randomUUID } from 'node:crypto';
import { copyContacts as right, type Settings } from '../copy-contacts.ts';

export function copyContacts(settings: Settings): Promise<number> {
  return right({ ...settings, uuidOf: () => randomUUID() });
}
