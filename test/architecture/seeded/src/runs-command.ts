import { thing } from './cli/command.ts';

export const use = thing;
