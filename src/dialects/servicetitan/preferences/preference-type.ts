/** The preferences that a contact method can have. The vendor publishes none; these are its older contacts' five in four. */
import { NotFound } from '../../../core/errors.ts';
import type { PreferenceTypeResponse } from './schema.ts';

/** Under ids that never change, the same in every tenant. */
export const preferenceTypes: readonly PreferenceTypeResponse[] = [
  {
    id: 'b3c4202c-a77c-4542-8087-86d2fc471e82',
    name: 'JobReminders',
    description: 'Reminders of jobs that are coming up',
    dataType: 'Bool',
  },
  {
    id: '3b71c9c4-d46e-4cb5-a068-34ef82c5282a',
    name: 'MarketingUpdates',
    description: 'Offers and news',
    dataType: 'Bool',
  },
  {
    id: '1d67a67d-89b6-451e-a42a-8a306365853d',
    name: 'InvoiceNotification',
    description: 'Notices of invoices',
    dataType: 'Bool',
  },
  {
    id: '52d9b2d9-6d0b-4aed-9081-585f3ae1a8c8',
    name: 'StatementNotification',
    description: 'Notices of statements',
    dataType: 'Bool',
  },
];

/** Ignores case. @throws NotFound */
export function preferenceTypeNamed(name: string): PreferenceTypeResponse {
  const type = preferenceTypes.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (!type) throw new NotFound('method-preference', name);
  return type;
}
