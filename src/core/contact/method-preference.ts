/**
 * What a person wants to be told on one of their numbers or addresses (reminders, invoices, …). Not a consent: it neither
 * blocks nor allows anything, and only the API that has such preferences shows them (DESIGN §2.5).
 */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** One that was said; a method has at most one of a name, and goes with all of them. */
export interface MethodPreference {
  readonly id: Uuid;
  readonly contactId: Uuid;
  readonly methodId: Uuid;
  readonly name: string;
  readonly value: string;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}
