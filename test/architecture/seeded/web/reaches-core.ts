import type { Thing } from '../src/core/contact.ts';

export type Use = Thing;
