import { thing } from './command.test.ts';

export const use = thing;
