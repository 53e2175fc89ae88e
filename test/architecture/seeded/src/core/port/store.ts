export type Thing = string;
export const thing: Thing = 'thing';
