/** The formats that the schemas name, and what to say when a text is not of one. */
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { parseType } from './job-contact-type.ts';
import { parseStatus } from './job-status.ts';
import { parseDay, parseStamp } from './stamp.ts';

/** True for a JSON array written as text, and for blank. */
function isBadges(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'record-uuid': (text) => normalizeUuid(text) !== null,
  'record-uuid-or-blank': (text) => text === '' || normalizeUuid(text) !== null,
  'job-contact-type': (text) => parseType(text) !== null,
  'job-status': (text) => parseStatus(text) !== null,
  day: (text) => parseDay(text) !== null,
  stamp: (text) => parseStamp(text) !== null,
  badges: isBadges,
};

export const formatTexts: Readonly<Record<string, string>> = {
  'record-uuid': 'must be a UUID',
  'record-uuid-or-blank': 'must be a UUID',
  'job-contact-type':
    "must be 'JOB' (or 'Job Contact'), 'BILLING' (or 'Billing Contact') or 'Property Manager'",
  'job-status': "must be 'Quote', 'Work Order', 'Unsuccessful' or 'Completed'",
  day: 'must be a date in the form YYYY-MM-DD',
  stamp: 'must be a date and time in the form YYYY-MM-DD HH:MM:SS',
  badges: 'must be a JSON array encoded as a string',
};
