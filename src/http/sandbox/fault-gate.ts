/** Lets faults strike calls of Sandboxes: asked for by a header or by a rule, in the words of the vendor. */
import { setTimeout as wait } from 'node:timers/promises';
import type {
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  onSendHookHandler,
  preValidationHookHandler,
  RouteOptions,
} from 'fastify';
import { InvalidInput, Unavailable } from '../../core/errors.ts';
import type { Fault, FaultName } from '../../core/sandbox/fault.ts';
import type { Faultable } from '../../core/sandbox/fault-rules.ts';
import { faultHeader } from '../../core/service/fault-service.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { isJsonObject } from '../../core/value/json.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { AuthFailure, InternalFailure, RateLimited, ValidationFailure } from '../failure.ts';
import { accessOf } from '../guard/access.ts';
import type { Dialect } from '../plugin.ts';
import { asError, callBack } from './call-back.ts';
import { capPages } from './cap-pages.ts';
import { inPieces } from './in-pieces.ts';
import { isJson, toldStatus } from './told-status.ts';

/** What faults need of the hub. */
export interface FaultSource {
  ofRequest(
    context: Pick<TenantContext, 'workspace'>,
    call: Faultable,
    asked: string | undefined,
  ): Fault | undefined;
  /** Whether any Sandbox has a rule. */
  hasRules(): boolean;
  /** Whose workspace a call is about that takes no credential: a token request, a sign-in, a page that lets an app in. */
  ownerOf(
    audience: string,
    call: {
      readonly query: Readonly<Record<string, unknown>>;
      readonly form: Readonly<Record<string, unknown>>;
      readonly authorization?: string;
    },
  ): Promise<Workspace | undefined>;
  /** Changes the workspace's rows. */
  disturb(tenantId: number, how: string): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What goes wrong with this request; null: nothing. */
    fault: Fault | null;
  }
}

type FaultyDialect = Pick<Dialect<never>, 'name' | 'pageSizes' | 'toWireError'>;

/** So that nobody locks themselves out: no rule strikes the calls that rules are made by. */
const spared = '/api/v1/sandbox/';

export class FaultGate {
  readonly #source: FaultSource;
  readonly #dialect: FaultyDialect;

  constructor(source: FaultSource, dialect: FaultyDialect) {
    this.#source = source;
    this.#dialect = dialect;
  }

  /** Adds to a route's hooks, after its guard. `path` is the route's without the dialect's prefix. */
  guard(route: RouteOptions, path: string): void {
    route.onRequest = [...[route.onRequest ?? []].flat(), this.#onRequest(path)];
    const isOpen = accessOf(route).credential === 'public';
    const strike = isOpen ? [this.#strikeUnproven(path)] : [];
    route.preValidation = [...strike, this.#preValidation(), ...[route.preValidation ?? []].flat()];
    route.onSend = [...[route.onSend ?? []].flat(), this.#onSend()];
  }

  /** The hooks take callbacks: nearly every request goes wrong in no way, and shall not wait for a promise. */
  #onRequest(path: string): onRequestHookHandler {
    return (request, reply, done) => {
      let fault: Fault | undefined;
      try {
        fault = this.#faultOf(request, path);
      } catch (error) {
        done(asError(error));
        return;
      }
      if (fault === undefined) done();
      else void callBack(begin(fault, request, reply), (error) => done(error ?? undefined));
    };
  }

  /** Who calls without a credential may say in the query or in the body whose they are, which has to be read first. */
  #strikeUnproven(path: string): preValidationHookHandler {
    return (request, reply, done) => {
      const isAsked = headerOf(request) !== undefined || this.#source.hasRules();
      if (!isAsked) {
        done();
        return;
      }
      const struck = this.#faultOfUnproven(request, path).then((fault) =>
        fault === undefined ? undefined : begin(fault, request, reply),
      );
      void callBack(struck, (error) => done(error ?? undefined));
    };
  }

  async #faultOfUnproven(request: FastifyRequest, path: string): Promise<Fault | undefined> {
    const asked = headerOf(request);
    const { body, query, method, headers } = request;
    const { authorization } = headers;
    const { name: dialect } = this.#dialect;
    const workspace = await this.#source.ownerOf(dialect, {
      query: isJsonObject(query) ? query : {},
      form: isJsonObject(body) ? body : {},
      ...(authorization !== undefined && { authorization }),
    });
    // A real workspace is as good as none, so that nobody learns by a fault whose a credential is.
    if (workspace?.sandbox === true) {
      const call = { kind: 'request', dialect, method, route: path } as const;
      return this.#source.ofRequest({ workspace }, call, asked);
    }
    if (asked === undefined) return undefined;
    throw InvalidInput.of(
      faultHeader,
      'strikes only what presents a credential, client, token or user name of a Sandbox',
    );
  }

  #faultOf(request: FastifyRequest, path: string): Fault | undefined {
    const asked = headerOf(request);
    const { tenant, method } = request;
    if (tenant === null) return undefined;
    const isSpared = !tenant.workspace.sandbox || path.startsWith(spared);
    if (asked === undefined && isSpared) return undefined;
    const call = { kind: 'request', dialect: this.#dialect.name, method, route: path } as const;
    return this.#source.ofRequest(tenant, call, asked);
  }

  #preValidation(): preValidationHookHandler {
    return (request, _reply, done) => {
      const { fault } = request;
      if (fault?.name === 'cap-pages') {
        capPages(request, this.#dialect.pageSizes ?? [], Number(fault.options['at']));
      }
      done();
    };
  }

  #onSend(): onSendHookHandler {
    return (request, reply, payload, done) => {
      const { fault, tenant } = request;
      if (fault === null) {
        done(null, payload);
        return;
      }
      const answer = { dialect: this.#dialect, request, reply, payload };
      if (fault.name !== 'rows-change' || tenant === null || !isPage(request, reply)) {
        done(null, after(fault, answer));
        return;
      }
      const disturbed = this.#source.disturb(tenant.tenantId, String(fault.options['how']));
      void callBack(disturbed, (error) => {
        if (error === null) done(null, payload);
        else done(error);
      });
    };
  }
}

function headerOf({ headers }: FastifyRequest): string | undefined {
  const value = headers[faultHeader.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}

function isPage({ method }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return (method === 'GET' || method === 'POST') && statusCode === 200;
}

/** What strikes before anything is done. */
const refusals: Partial<Record<FaultName, (fault: Fault) => Error>> = {
  'rate-limit': ({ options }) => new RateLimited(Number(options['retry-after'])),
  'error-before': failureOfStatus,
  'token-expired': () => new AuthFailure('expired'),
  'token-revoked': () => new AuthFailure('revoked'),
};

function begin(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.fault = fault;
  void reply.header(faultHeader, fault.name);
  return before(fault);
}

async function before(fault: Fault): Promise<void> {
  if (fault.name === 'slow') await wait(Number(fault.options['by']) / 1000);
  const refusal = refusals[fault.name]?.(fault);
  if (refusal !== undefined) throw refusal;
}

function failureOfStatus({ options }: Fault): InternalFailure | Unavailable {
  return options['status'] === '500'
    ? new InternalFailure()
    : new Unavailable('A part of the hub cannot be reached just now');
}

interface Answering {
  readonly dialect: FaultyDialect;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly payload: unknown;
}

/** The payload that is sent instead. */
function after(fault: Fault, answer: Answering): unknown {
  const strike = strikes[fault.name];
  return strike === undefined ? answer.payload : strike(fault, answer);
}

/** What strikes the answer. */
const strikes: Partial<Record<FaultName, (fault: Fault, answer: Answering) => unknown>> = {
  'rate-limit': ({ options }, { reply, payload }) => {
    tellWhenToRetry(reply, Number(options['retry-after']));
    return payload;
  },
  'error-before': ({ options }, { reply, payload }) => {
    const statuses = { from: reply.statusCode, to: Number(options['status']) };
    void reply.code(statuses.to);
    const isTold = typeof payload === 'string' && isJson(reply.getHeader('content-type'));
    return isTold ? toldStatus(payload, statuses) : payload;
  },
  'error-after': (fault, answer) =>
    ifDone(answer, () => replaced(answer, failureOfStatus(fault), Number(fault.options['status']))),
  'created-422': (_fault, answer) => ifDone(answer, () => replaced(answer, wrongBody(), 422)),
  'reset-after': (_fault, answer) =>
    ifDone(answer, () => {
      answer.request.raw.socket.resetAndDestroy();
      return answer.payload;
    }),
  trickle: ({ options }, { reply, payload }) =>
    inPieces(reply, payload, Number(options['by']) / 1000),
};

/** What was refused by itself stays so. */
function ifDone({ reply, payload }: Answering, strike: () => unknown): unknown {
  return reply.statusCode < 400 ? strike() : payload;
}

/** Whatever the vendor does: some send no header, and their gateways do. */
function tellWhenToRetry(reply: FastifyReply, seconds: number): void {
  if (seconds === 0) void reply.removeHeader('retry-after');
  else void reply.header('retry-after', String(seconds));
}

function wrongBody(): ValidationFailure {
  const message = 'is said to be wrong by a fault, although everything was done';
  return new ValidationFailure([
    { where: 'body', path: '', message, keyword: 'fault', params: {} },
  ]);
}

const ofTheGoodReply = [
  'location',
  'etag',
  'content-length',
  'x-record-uuid',
  'cache-control',
  'set-cookie',
];

function replaced(
  { dialect, request, reply }: Answering,
  failure: InternalFailure | Unavailable | ValidationFailure,
  status: number,
): string {
  for (const name of ofTheGoodReply) void reply.removeHeader(name);
  const { writeFailure } = request.routeOptions.config;
  if (writeFailure !== undefined) {
    const page = writeFailure(reply, failure);
    void reply.code(status);
    return page;
  }
  const wire = dialect.toWireError(failure, request);
  void reply.code(status).header('content-type', 'application/json; charset=utf-8');
  void reply.headers(wire.headers ?? {});
  if (wire.body === undefined) return '';
  if (typeof wire.body === 'string') return wire.body;
  return toldStatus(JSON.stringify(wire.body), { from: wire.status, to: status });
}
