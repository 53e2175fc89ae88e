import type { Kysely } from 'kysely';
import type { Thing as Contact } from '../core/contact.ts';

export type Thing = Kysely<Contact>;
export const thing = 'thing';
