import type { Thing } from '../core/contact.ts';

export type Use = Thing;
