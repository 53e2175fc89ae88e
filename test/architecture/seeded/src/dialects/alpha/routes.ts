import type { FastifyInstance } from 'fastify';
import type { Thing as Page } from '../../http/page.ts';

export type Thing = FastifyInstance | Page;
export const thing = 'thing';
