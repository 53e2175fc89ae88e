/** `POST /auth/login`: a user name and a password for a token that the vendor's clients decode. */
import type { Role } from '../../../core/workspace/principal.ts';
import { formatIsoMicros, formatIsoMicrosTrimmed } from '../../../core/value/instant.ts';
import { LoginLimit } from '../../../http/limit/login-limit.ts';
import { open, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { ErrorResponse, LoginRequest, LoginResponse } from '../schema.ts';

type LoginCall = Parameters<DialectServices['auth']['login']['login']>[0];
type Session = Parameters<LoginCall['claims']>[0];

const sevenDays = 7 * 24 * 3600;

export function registerLoginRoute(app: DialectApp, { auth, clock }: DialectServices): void {
  const limit = new LoginLimit(clock);
  app.post(
    '/auth/login',
    {
      config: open,
      schema: {
        operationId: 'PostAuthLogin',
        summary: 'Sign in',
        body: LoginRequest,
        response: { 200: LoginResponse, 400: ErrorResponse, 429: ErrorResponse },
      },
      onRequest: async (request) => limit.take(request.ip),
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const { token } = await auth.login.login({
        audience: 'voipbin',
        username,
        password,
        seconds: sevenDays,
        claims,
      });
      reply.header('set-cookie', cookieOf(token)).header('cache-control', 'no-store');
      return { username, token };
    },
  );
}

function cookieOf(token: string): string {
  return `token=${token}; Path=/; Max-Age=${sevenDays}; HttpOnly; Secure; SameSite=Strict`;
}

/** The vendor's bits: 16 agent, 32 customer admin, 64 customer manager. */
const permissions: Readonly<Record<Role, number>> = {
  owner: 32,
  admin: 32,
  editor: 64,
  viewer: 16,
};

/** As the vendor's tokens: the whole agent, and the end as text in place of `exp`. */
function claims({ principal, workspace, role, expiresAt }: Session) {
  const agent = {
    id: principal.id,
    customer_id: workspace.id,
    username: principal.username ?? '',
    name: principal.displayName,
    detail: '',
    permission: permissions[role],
    tag_ids: [],
    addresses: [],
    tm_create: formatIsoMicrosTrimmed(principal.createdAt),
    tm_update: null,
    tm_delete: null,
  };
  return { type: 'agent', agent, expire: formatIsoMicros(expiresAt) };
}
