import { thing } from './nowhere.ts';

export const use = thing;
