import { Ajv } from 'ajv';

export const use = Ajv;
