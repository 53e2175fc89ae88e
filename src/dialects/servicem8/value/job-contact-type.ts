/** The vendor's words for the role of a job contact, in every spelling that its clients use. */
import type { JobContactRole } from '../../../core/job/job.ts';
import { spelledAlike } from './spelled-alike.ts';

const words: Readonly<Record<JobContactRole, string>> = {
  job: 'JOB',
  billing: 'BILLING',
  'property-manager': 'Property Manager',
};

const roles: ReadonlyMap<string, JobContactRole> = new Map([
  ['', 'job'],
  ['job', 'job'],
  ['billing', 'billing'],
  ['property manager', 'property-manager'],
]);

/** `JOB`, `job`, `Job Contact`, `PROPERTY_MANAGER`, …; empty is `JOB`. Null for a word that the vendor does not have. */
export function parseType(text: string): JobContactRole | null {
  return roles.get(spelledAlike(text)) ?? null;
}

/** The spelling that is stored and sent. */
export function typeOf(role: JobContactRole): string {
  return words[role];
}

/** A text as it would be sent if it were a type; the text itself if it is none. Empty stays empty. */
export function respellType(text: string): string {
  const role = text.trim() === '' ? null : parseType(text);
  return role === null ? text : typeOf(role);
}
