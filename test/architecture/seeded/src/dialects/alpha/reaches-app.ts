import type { Thing } from '../../http/app.ts';

export type Use = Thing;
