import type { Thing } from '../core/port/store.ts';

export type Use = Thing;
