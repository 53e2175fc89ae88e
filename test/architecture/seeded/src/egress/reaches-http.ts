import type { Thing } from '../http/page.ts';

export type Use = Thing;
