import type { FastifyRequest } from 'fastify';

export type Use = FastifyRequest;
