import type { Thing } from '../../dialects/beta/contact-mapping.ts';

export type Use = Thing;
export type Thing = Use;
