import type { Pool } from 'pg';
import type { Thing as Contact } from '../core/contact.ts';

export type Thing = Pool;
export const thing = 'thing';
