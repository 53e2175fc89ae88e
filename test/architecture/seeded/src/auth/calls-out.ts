import { request } from 'node:https';

export const use = request;
