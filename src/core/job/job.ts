/** Jobs, and the job contacts that link people to them with values of their own (DESIGN §2.3). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

export type JobStatus = 'quote' | 'work-order' | 'unsuccessful' | 'completed';

/** Open jobs follow a person's changes; closed ones are history. */
export function isOpenJob(job: { readonly status: JobStatus; readonly active: boolean }): boolean {
  return job.active && (job.status === 'quote' || job.status === 'work-order');
}

export type JobContactRole = 'job' | 'billing' | 'property-manager';
export const jobContactRoles: readonly JobContactRole[] = ['job', 'billing', 'property-manager'];

/** The five values of a job contact, as written; `''` = empty, never null. */
export interface JobContactValues {
  readonly first: string;
  readonly last: string;
  readonly phone: string;
  readonly mobile: string;
  readonly email: string;
}
export const jobContactValueKeys = ['first', 'last', 'phone', 'mobile', 'email'] as const;
export const emptyJobContactValues: JobContactValues = {
  first: '',
  last: '',
  phone: '',
  mobile: '',
  email: '',
};

/** The contact-information fields of a job, fed by the winning link of each role. */
export type JobContactInformation = Readonly<Record<JobContactRole, JobContactValues>>;

export interface Job {
  readonly id: Uuid;
  /** Job number, from the tenant's int64 range. */
  readonly number: number;
  readonly status: JobStatus;
  /** `YYYY-MM-DD` or null. */
  readonly date: string | null;
  readonly description: string;
  readonly workDone: string;
  readonly address: string;
  readonly billingAddress: string;
  readonly accountId: Uuid | null;
  readonly contactInformation: JobContactInformation;
  /** Values that only one vendor knows, by dialect name. */
  readonly extra: Readonly<Record<string, JsonObject>>;
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface JobPatch {
  readonly status?: JobStatus;
  readonly date?: string | null;
  readonly description?: string;
  readonly workDone?: string;
  readonly address?: string;
  readonly billingAddress?: string;
  readonly accountId?: Uuid | null;
  /** Shallow-merged per dialect; a null value drops the key. */
  readonly extra?: Readonly<Record<string, JsonObject>>;
  readonly active?: boolean;
}

export interface JobDraft extends JobPatch {
  readonly id?: Uuid;
  readonly status: JobStatus;
}

export interface JobContact extends JobContactValues {
  readonly id: Uuid;
  readonly jobId: Uuid;
  readonly role: JobContactRole;
  /** The linked person; null while all five values are empty. */
  readonly contactId: Uuid | null;
  /** Whose link it was before a merge. */
  readonly fromContactId: Uuid | null;
  readonly active: boolean;
  /** The contact whose deletion ended this link; null when the link was ended by itself or is active. */
  readonly endedByContactId: Uuid | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface JobContactPatch extends Partial<JobContactValues> {
  readonly role?: JobContactRole;
  readonly active?: boolean;
  /** Only ever the job that the link has already: a link's job cannot change. */
  readonly jobId?: Uuid;
}

export interface JobContactDraft extends Partial<JobContactValues> {
  readonly id?: Uuid;
  readonly jobId: Uuid;
  readonly role?: JobContactRole;
  readonly active?: boolean;
  /** Links this existing person instead of matching or making one; their values fill those not given (native). */
  readonly contactId?: Uuid;
}
