import { thing } from '../src/http/contract.ts';

export const use = thing;
