/** The vendor's words for the status of a job. */
import type { JobStatus } from '../../../core/job/job.ts';

/** In the vendor's order. */
export const statusWords = {
  quote: 'Quote',
  'work-order': 'Work Order',
  unsuccessful: 'Unsuccessful',
  completed: 'Completed',
} as const satisfies Readonly<Record<JobStatus, string>>;

const statuses: ReadonlyMap<string, JobStatus> = new Map([
  ['quote', 'quote'],
  ['work order', 'work-order'],
  ['unsuccessful', 'unsuccessful'],
  ['completed', 'completed'],
]);

/** In any letter case; null for every other word. */
export function parseStatus(text: string): JobStatus | null {
  return statuses.get(text.trim().toLowerCase()) ?? null;
}
