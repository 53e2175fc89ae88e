import type { Thing } from '../beta/index.ts';

export type Use = Thing;
