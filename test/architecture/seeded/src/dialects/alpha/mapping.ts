import type { Thing } from './routes.ts';

export type Use = Thing;
