import type { Thing } from '../connectors/connector.ts';

export type Use = Thing;
