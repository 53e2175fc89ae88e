import fc from 'fast-check';

export const use = fc;
