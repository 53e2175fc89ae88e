import type { Thing } from '../storage/contact-store.ts';

export type Use = Thing;
