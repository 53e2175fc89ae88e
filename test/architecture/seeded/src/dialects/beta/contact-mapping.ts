import type { Thing } from './contact-schema.ts';

export type Use = Thing;
export type Thing = Use;
