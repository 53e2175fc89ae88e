import type { Thing } from '../src/http/contract.ts';

export type Use = Thing;
