import { thing } from '../config.ts';

export const use = thing;
