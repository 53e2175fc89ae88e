import { test } from 'vitest';

export const use = test;
