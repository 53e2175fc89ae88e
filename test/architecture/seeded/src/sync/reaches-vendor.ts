import type { Thing } from '../connectors/beta/index.ts';

export type Use = Thing;
