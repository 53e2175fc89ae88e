/** Who gets in: every kind of credential at every route of every dialect, and scopes against what routes need. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { type Capability, organisationCapabilities } from '../../src/core/capability.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import {
  type Driver,
  type Expected,
  nobody,
  type Session,
  type Slot,
} from '../conformance/dialect-drivers/driver.ts';
import { driven } from '../conformance/dialect-drivers/index.ts';
import { everySecret, type KnownSecret, narrowed } from '../support/credential-kinds.ts';
import { expectRefusal } from '../support/expect-reply.ts';
import { type Credential, exchange, pooled, type Reply } from '../support/http-call.ts';
import { routeCall, titleOf } from '../support/route-call.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
let secrets: readonly KnownSecret[];
beforeAll(async () => {
  server = await openWorkspace();
  secrets = await everySecret(server, server.sandbox);
});
afterAll(() => server.stop());

const width = 16;

function guarded(dialect: string): RouteEntry[] {
  return server.routes.filter(
    (route) =>
      route.dialect === dialect && route.access.credential === 'required' && !isOfAgencies(route),
  );
}

/** Open to tokens of an organisation, which no workspace's credential is: below, and in HighLevel's own tests of OAuth. */
function isOfAgencies({ access: { capability } }: RouteEntry): boolean {
  return organisationCapabilities.some((known) => known === capability);
}

/** Broken on purpose where a body is sent: whoever gets in is told so, whoever does not never hears of it. */
function call(route: RouteEntry, credential: Credential, body: unknown = '{'): Promise<Reply> {
  const asked = routeCall(route, { sandbox: server.sandbox, param: () => nobody, body });
  return exchange(server.baseUrl, asked, credential);
}

test('only these routes answer without a credential', () => {
  const open = server.routes.filter(({ access }) => access.credential === 'public').map(titleOf);
  expect(open.toSorted()).toEqual([
    'highlevel GET /health',
    'highlevel GET /oauth/chooselocation',
    'highlevel GET /openapi.json',
    'highlevel GET /v2/oauth/chooselocation',
    'highlevel POST /oauth/chooselocation',
    'highlevel POST /oauth/token',
    'highlevel POST /v2/oauth/chooselocation',
    'native GET /',
    'native GET /api/v1/openapi.json',
    'native GET /api/v1/webhooks/signing-key',
    'native GET /docs',
    'native GET /docs/help',
    'native GET /docs/problems',
    'native GET /docs/scalar.js',
    'native GET /docs/start.js',
    'native GET /openapi.json',
    'servicem8 GET /oauth/authorize',
    'servicem8 GET /openapi.json',
    'servicem8 POST /oauth/access_token',
    'servicem8 POST /oauth/authorize',
    'servicem8 POST /oauth/revoke',
    'servicetitan GET /openapi.json',
    'servicetitan POST /connect/token',
    'voipbin GET /openapi.json',
    'voipbin GET /ping',
    'voipbin POST /auth/login',
  ]);
});

describe.each(driven)('$name', ({ name, dialect, driver }) => {
  let session: Session;
  beforeAll(async () => {
    const { baseUrl, sandbox } = server;
    session = await driver.open({ baseUrl, sandbox, mount: `/${name}` });
  });

  test('refuses every route to who presents nothing', async () => {
    const { missingCredential } = session.refusals;
    const routes = guarded(name);
    expect(routes.length).toBeGreaterThan(4);
    // HighLevel looks for a version before it looks for a token.
    const nothing = name === 'highlevel' ? { headers: { version: '2021-07-28' } } : {};
    const replies = await pooled(routes, width, (route) => call(route, nothing));
    for (const [index, route] of routes.entries()) {
      expectRefused(route, replyAt(replies, index), missingCredential, titleOf(route));
    }
  });

  test.each(driver.slots)('lets in at $name its own kind alone, at every route', async (slot) => {
    const attempts = guarded(name).flatMap((route) => secrets.map((known) => ({ route, known })));
    const replies = await pooled(attempts, width, ({ route, known }) =>
      call(route, slot.present(known.secret, server.sandbox)),
    );
    let admitted = 0;
    for (const [index, { route, known }] of attempts.entries()) {
      const reply = replyAt(replies, index);
      const what = `${titleOf(route)} with ${known.audience} ${known.kind}`;
      if (isOwn(driver, slot, known)) {
        expect([401, 403], `${what}: ${reply.text}`).not.toContain(reply.status);
        admitted += 1;
      } else {
        expectRefused(route, reply, session.refusals.wrongCredential, what);
      }
    }
    expect(admitted).toBe(guarded(name).length * slot.kinds.length);
  });

  test('lets a scope reach exactly the routes whose capability it grants', async () => {
    const named = Object.keys(dialect.scopes).filter((scope) => scope !== '*');
    const grants = (scope: string, capability: Capability): boolean =>
      dialect.scopes[scope]?.includes(capability) === true;
    for (const [capability, routes] of byCapability(guarded(name))) {
      const granting = named.filter((scope) => grants(scope, capability));
      const lacking = named.filter((scope) => !grants(scope, capability));
      if (granting.length > 0) await expectAllowed(routes, { scopes: granting });
      if (lacking.length > 0) await expectForbidden(routes, { scopes: lacking });
    }
    await expectAllowed(withoutCapability(guarded(name)), { scopes: named.slice(0, 1) });
  });

  test('lets a key of a viewer read and nothing else', async () => {
    const readable = /\.read$|^lookup$|^history$/;
    for (const [capability, routes] of byCapability(guarded(name))) {
      const order = { scopes: ['*'], role: 'viewer' } as const;
      if (readable.test(capability)) await expectAllowed(routes, order);
      else await expectForbidden(routes, order);
    }
  });

  type Order = Parameters<typeof narrowed>[3];

  async function ask(routes: readonly RouteEntry[], order: Order): Promise<Reply[]> {
    const credential = await narrowed(server, server.sandbox, driver, order);
    return pooled(routes, width, (route) => call(route, credential));
  }

  async function expectForbidden(routes: readonly RouteEntry[], order: Order): Promise<void> {
    const replies = await ask(routes, order);
    for (const [index, route] of routes.entries()) {
      const what = `${titleOf(route)} with ${order.scopes.join(' ')}`;
      expectRefused(route, replyAt(replies, index), session.refusals.missingCapability, what);
    }
  }

  async function expectAllowed(routes: readonly RouteEntry[], order: Order): Promise<void> {
    if (routes.length === 0 || order.scopes.length === 0) return;
    const replies = await ask(routes, order);
    for (const [index, route] of routes.entries()) {
      const { status, text } = replyAt(replies, index);
      const what = `${titleOf(route)} with ${order.scopes.join(' ')}: ${text}`;
      expect([401, 403], what).not.toContain(status);
    }
  }
});

test('no credential of a workspace reaches what is for tokens of an organisation', async () => {
  const routes = server.routes.filter(isOfAgencies);
  expect(routes.map(titleOf).toSorted()).toEqual([
    'highlevel GET /oauth/installed-locations',
    'highlevel GET /oauth/installedLocations',
    'highlevel POST /oauth/location-token',
    'highlevel POST /oauth/locationToken',
  ]);
  const versioned = { version: '2021-07-28' };
  const attempts = routes.flatMap((route) => secrets.map((known) => ({ route, known })));
  const replies = await pooled(attempts, width, ({ route, known: { secret } }) =>
    call(route, { headers: { ...versioned, authorization: `Bearer ${secret}` } }),
  );
  for (const [index, { route, known }] of attempts.entries()) {
    const { status } = replyAt(replies, index);
    expect(status, `${titleOf(route)} with ${known.audience} ${known.kind}`).toBe(401);
  }
});

test('a revoked and an expired key are refused like one that never was', async () => {
  const { runtime, sandbox } = server;
  const context = await enterAsOperator(runtime.control, sandbox.workspace.id, 'test');
  for (const { name, driver } of driven.filter((one) => one.name !== 'servicetitan')) {
    const slot = driver.slots.find(({ kinds }) => kinds.includes('api-key'));
    const session = await driver.open({ baseUrl: server.baseUrl, sandbox, mount: '' });
    const draft = { audience: name, label: 'short-lived' };
    const revoked = await runtime.auth.keys.create(context, draft);
    const expiresAt = runtime.clock.now();
    const expired = await runtime.auth.keys.create(context, { ...draft, expiresAt });
    const secretOf = ({ secrets: made }: typeof revoked) => ('apiKey' in made ? made.apiKey : '');
    const listed = (secret: string): Promise<Reply> =>
      exchange(server.baseUrl, session.list(3), slot?.present(secret, sandbox));
    expect((await listed(secretOf(revoked))).status, name).toBe(200);
    await runtime.auth.keys.revoke(context, revoked.id);
    for (const secret of [secretOf(revoked), secretOf(expired)]) {
      expectRefusal(await listed(secret), session.refusals.wrongCredential, name);
    }
  }
});

/** A telephone would show the body of a refusal, so caller ID has none. */
function expectRefused(route: RouteEntry, reply: Reply, expected: Expected, what: string): void {
  if (route.path !== '/callerid') return expectRefusal(reply, expected, what);
  expect([reply.status, reply.text], what).toEqual([expected.status, '']);
}

function isOwn(driver: Driver, slot: Slot, { audience, kind }: KnownSecret): boolean {
  return audience === driver.name && slot.kinds.includes(kind);
}

function replyAt(replies: readonly Reply[], index: number): Reply {
  const reply = replies[index];
  if (reply === undefined) throw new Error(`no reply ${index}`);
  return reply;
}

function byCapability(routes: readonly RouteEntry[]): Map<Capability, RouteEntry[]> {
  const groups = new Map<Capability, RouteEntry[]>();
  for (const route of routes) {
    const { capability } = route.access;
    if (capability !== null) groups.set(capability, [...(groups.get(capability) ?? []), route]);
  }
  return groups;
}

function withoutCapability(routes: readonly RouteEntry[]): RouteEntry[] {
  return routes.filter(({ access }) => access.capability === null);
}
