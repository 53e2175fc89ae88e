/** The table of what people want to be told on their numbers and addresses. */
import type { MethodPreference } from '../../../core/contact/method-preference.ts';
import { written } from '../columns.ts';
import { makeTable } from '../table.ts';

export const methodPreferenceTable = makeTable<MethodPreference>(
  'contact_method_preference',
  {
    id: 'uuid',
    contactId: 'uuid',
    methodId: 'uuid',
    name: 'text',
    value: 'text',
    ...written,
    version: 'integer',
  },
  ['id'],
);
