/** Paths that came or went with v3, and how success is spelled in it. */
import type { FastifyRequest } from 'fastify';
import { RouteNotFound, VendorFailure } from '../../http/failure.ts';
import { isV3 } from './auth.ts';

/** The options of a route that v3 brought: older versions have no such path. */
export const sinceV3 = {
  preValidation: async (request: FastifyRequest): Promise<void> => {
    if (!isV3(request)) throw new RouteNotFound();
  },
};

/** The options of a route that v3 has no more. */
export const beforeV3 = {
  preValidation: async (request: FastifyRequest): Promise<void> => {
    if (isV3(request)) throw new VendorFailure('removed-in-v3', 'This path is not in v3');
  },
};
