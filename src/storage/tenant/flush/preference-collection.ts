/** What people want to be told on their numbers and addresses, as one write sees it. */
import type { MethodPreference } from '../../../core/contact/method-preference.ts';
import type { MethodPreferenceCollection } from '../../../core/port/unit-of-work.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { methodPreferenceTable } from '../method/preference-table.ts';
import { FlushCollection, selectBy, type UnitOptions } from './flush-collection.ts';

const preferencesOfContact = selectBy(
  methodPreferenceTable,
  'of_contact',
  't.contact_id = $2::uuid',
);

export class FlushPreferences
  extends FlushCollection<MethodPreference>
  implements MethodPreferenceCollection
{
  constructor(options: UnitOptions) {
    super(options, 'method-preference', options.flush.methodPreferences);
  }

  ofContact(contactId: Uuid): Promise<readonly MethodPreference[]> {
    const matches = (preference: MethodPreference): boolean => preference.contactId === contactId;
    return this.findBy(methodPreferenceTable, {
      statement: preferencesOfContact,
      value: contactId,
      matches,
    });
  }
}
