import { Type } from 'typebox';
import { thing as part } from './schema/part.ts';

export const thing = Type.Literal(part);
export type Thing = typeof thing;
