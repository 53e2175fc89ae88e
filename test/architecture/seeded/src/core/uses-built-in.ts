import { readFile } from 'node:fs/promises';

export const use = readFile;
