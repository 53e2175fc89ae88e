/** The connection that a request names: it confirms the key's workspace and says which app is meant. */
import type { FastifyRequest } from 'fastify';
import { NotFound } from '../../../core/errors.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { readSelector } from '../auth.ts';
import { problems } from '../errors.ts';

/** The connector of the connection that every workspace has. */
const builtIn = 'polydex';

/** A hook after authentication. It throws ValidationFailure, NotFound, or VendorFailure for an app that is not served. */
export function connectionHook({ auth }: Pick<DialectServices, 'auth'>) {
  return async (request: FastifyRequest): Promise<void> => {
    const id = readSelector(request);
    const connection = await auth.connections.find(tenantOf(request), id);
    if (!connection) throw new NotFound('connection', id);
    if (connection.connector === builtIn) return;
    const message = 'the app behind this credential cannot be called by this server yet';
    throw new VendorFailure(problems.notImplemented, message);
  };
}

/** The built-in connection has nothing to wait for: its records are the store's own. */
export const syncInfo = {
  status: 'completed',
  lastSyncStartedAt: null,
  lastSyncCompletedAt: null,
  error: null,
} as const;
