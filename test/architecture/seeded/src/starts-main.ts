import { thing } from './main.ts';

export const use = thing;
