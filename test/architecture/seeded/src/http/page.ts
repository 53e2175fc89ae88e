import type { FastifyRequest } from 'fastify';

export type Thing = FastifyRequest;
