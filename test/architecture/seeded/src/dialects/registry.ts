import { thing } from './beta/contact-mapping.ts';

export const use = thing;
