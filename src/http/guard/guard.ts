/** Who comes in: authentication, the vendor's rate limits, then the capability that the route declares, before anything of the body is read. */
import type { onRequestHookHandler } from 'fastify';
import type { Authenticator } from '../../auth/authenticator.ts';
import { requireCapability } from '../../core/capability.ts';
import { TenantContext } from '../../core/tenant-context.ts';
import { AuthFailure } from '../failure.ts';
import type { RateLimit } from '../limit/rate-limit.ts';
import type { Dialect, RouteAccess } from '../plugin.ts';

type Guarded = Pick<Dialect<never>, 'checkRequest' | 'name' | 'readCredential'>;

export interface Guards {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  /** Absent: the vendor names no limits. */
  readonly limit?: RateLimit | undefined;
}

/** A hook for one route. Nothing waits when the credential is known already. What is refused later has been counted. */
export function makeGuard(
  { authenticator, limit }: Guards,
  dialect: Guarded,
  { capability }: RouteAccess,
): onRequestHookHandler {
  return (request, _reply, done) => {
    const admit = (context: TenantContext): void => {
      request.tenant = context;
      limit?.admit(request, context);
      if (capability !== null) requireCapability(context, capability);
      dialect.checkRequest?.(request, context);
    };
    let found: TenantContext | Promise<TenantContext>;
    try {
      const presented = dialect.readCredential(request);
      if (presented === null) throw new AuthFailure('missing');
      found = authenticator.authenticate(dialect.name, presented, request.id);
      if (found instanceof TenantContext) admit(found);
    } catch (error) {
      done(asError(error));
      return;
    }
    if (found instanceof TenantContext) done();
    else void admitLater(found, admit, done);
  };
}

/** Never rejects. */
async function admitLater(
  found: Promise<TenantContext>,
  admit: (context: TenantContext) => void,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    admit(await found);
  } catch (error) {
    done(asError(error));
    return;
  }
  done();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('Authentication failed', { cause: error });
}
