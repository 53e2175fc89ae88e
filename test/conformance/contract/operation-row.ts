/** A row of a vendor's endpoint tables: what its documents offer, or what its clients call. */
import type { Evidence } from '../../../src/http/ability.ts';

export interface OperationRow {
  /** As tests and the documents call it: `Contacts_Create`, `POST /api_1.0/job.json`. */
  readonly name: string;
  readonly method: string;
  /** The route's template, relative to the dialect. */
  readonly path: string;
  readonly evidence: Evidence;
  /** Why it is not served; absent: it is. */
  readonly missing?: string;
}
