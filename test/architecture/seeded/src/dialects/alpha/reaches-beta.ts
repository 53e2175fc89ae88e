import type { Thing } from '../beta/contact-schema.ts';

export type Use = Thing;
