/** A bug to be found: whoever is told to wait gives up. */
import { copyContacts as right, type Settings } from '../copy-contacts.ts';
import { sendOnce } from '../send.ts';

export function copyContacts(settings: Settings): Promise<number> {
  return right({ ...settings, send: sendOnce });
}
