import type { Thing } from '../core/contact.ts';

export type Use = Thing;
export type Thing = Use;
