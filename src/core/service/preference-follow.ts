/** What follows from a change of a contact's numbers and addresses for what was said of each. */
import type { Contact } from '../contact/contact.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';

/** A preference goes with its method: a later one under the same id has none. */
export async function dropPreferences(
  unit: UnitOfWork,
  before: Contact,
  { methods }: Pick<Contact, 'methods'>,
): Promise<void> {
  if (before.methods === methods) return;
  const kept = new Set(methods.map((method) => method.id));
  if (before.methods.every((method) => kept.has(method.id))) return;
  for (const preference of await unit.methodPreferences.ofContact(before.id)) {
    if (!kept.has(preference.methodId)) unit.methodPreferences.remove(preference);
  }
}
