import type { Thing } from '../../dialects/beta/contact-schema.ts';

export type Use = Thing;
