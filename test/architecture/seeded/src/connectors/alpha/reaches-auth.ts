import type { Thing } from '../../auth/principal.ts';

export type Use = Thing;
