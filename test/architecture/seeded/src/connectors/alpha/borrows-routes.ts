import type { Thing } from '../../dialects/alpha/routes.ts';

export type Use = Thing;
