/** Notes the requests of Sandboxes for their developers, redacted, and points from errors to what explains them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubClock } from '../../core/port/hub-clock.ts';
import type { RequestJournal } from '../../core/sandbox/request-journal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { Failure } from '../failure.ts';
import type { Dialect } from '../plugin.ts';
import { callBack } from './call-back.ts';
import { presentedSecrets } from './presented-secrets.ts';
import { type KnownCredential, type Verdict, verdictOf, verdictOfFault } from './verdict.ts';

export interface Inspection {
  readonly journal: RequestJournal;
  readonly clock: HubClock;
  /** What a secret stands for, good or not; undefined when it stands for nothing. */
  identify(
    secret: string,
  ): Promise<(KnownCredential & { readonly workspace: Workspace }) | undefined>;
  /** `https://host[:port]` */
  readonly publicBase: (request: FastifyRequest) => string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused; null: it was not. */
    failure: Failure | null;
    /** What the request named, before anything was filled in; null until its body was read. */
    named: Named | null;
    /** What the inspector found out about a refused request. */
    finding: Finding | null;
  }
}

interface Named {
  readonly query: readonly string[];
  readonly body: readonly string[];
}

interface Finding {
  readonly verdict: Verdict;
  readonly workspace: Workspace | null;
  readonly known: KnownCredential | null;
}

type Inspected = Pick<Dialect<never>, 'name' | 'scopes'>;

/** Whoever watches shall not see themselves watching. */
const unseen = '/api/v1/sandbox/requests';

/** Where errors are explained. */
const helpPath = '/docs/help';

export class InspectorGate {
  readonly #inspection: Inspection;
  readonly #dialect: Inspected;

  constructor(inspection: Inspection, dialect: Inspected) {
    this.#inspection = inspection;
    this.#dialect = dialect;
  }

  /** Sees every request in the scope, also those that no route answers. */
  watch(scope: FastifyInstance): void {
    const { journal } = this.#inspection;
    scope.addHook('preValidation', (request, _reply, done) => {
      if (request.tenant?.workspace.sandbox === true) request.named = namesOf(request);
      done();
    });
    scope.addHook('preHandler', (request, _reply, done) => {
      const { tenant } = request;
      if (tenant?.workspace.sandbox === true) journal.begin(tenant.tenantId, request.id);
      done();
    });
    scope.addHook('onSend', (request, reply, payload, done) => {
      if (request.failure === null) {
        this.#explainFault(request, reply);
        done(null, payload);
        return;
      }
      void callBack(this.#examine(request, request.failure), (_error, finding) => {
        // Without a finding the answer is as good as ever.
        request.finding = finding ?? null;
        if (finding?.workspace?.sandbox === true) this.#point(request, reply, finding.verdict);
        done(null, payload);
      });
    });
    scope.addHook('onResponse', (request, reply, done) => {
      this.#note(request, reply);
      done();
    });
  }

  /** Hooks of routes come later: the fault has yet to take the place of the good answer. */
  #explainFault(request: FastifyRequest, reply: FastifyReply): void {
    const { fault, tenant } = request;
    if (fault === null || tenant === null || reply.statusCode >= 400) return;
    const verdict = verdictOfFault(fault.name);
    if (verdict === undefined) return;
    request.finding = { verdict, workspace: tenant.workspace, known: null };
    this.#point(request, reply, verdict);
  }

  async #examine(request: FastifyRequest, failure: Failure): Promise<Finding> {
    const { tenant } = request;
    let workspace = tenant?.workspace ?? null;
    let known: KnownCredential | null = null;
    for (const secret of tenant === null ? presentedSecrets(request) : []) {
      const found = await this.#inspection.identify(secret);
      if (found === undefined) continue;
      ({ workspace } = found);
      known = found;
      break;
    }
    return { verdict: verdictOf(failure, this.#dialect, known), workspace, known };
  }

  #point(request: FastifyRequest, reply: FastifyReply, { topic }: Verdict): void {
    const link = `<${this.#inspection.publicBase(request)}${helpPath}#${topic}>; rel="help"`;
    const present = reply.getHeader('link');
    void reply.header('link', typeof present === 'string' ? `${present}, ${link}` : link);
  }

  #note(request: FastifyRequest, reply: FastifyReply): void {
    const workspace = workspaceOf(request);
    const route = this.#routeOf(request);
    if (!isNoted(request, workspace) || route.startsWith(unseen)) return;
    const { journal, clock } = this.#inspection;
    journal.end(workspace?.tenantId ?? null, {
      at: (workspace === null ? clock : clock.of(workspace.tenantId)).now(),
      requestId: request.id,
      dialect: this.#dialect.name,
      method: request.method,
      route,
      ...(request.named ?? namesOf(request)),
      credential: credentialOf(request),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...outcomeOf(request),
    });
  }

  #routeOf({ routeOptions, is404 }: FastifyRequest): string {
    return is404 ? '*' : (routeOptions.url ?? '*').slice(this.#dialect.name.length + 1) || '/';
  }
}

function workspaceOf({ tenant, finding }: FastifyRequest): Workspace | null {
  return tenant?.workspace ?? finding?.workspace ?? null;
}

/** What belongs to a Sandbox, or was refused and may have been meant for one. */
function isNoted({ failure }: FastifyRequest, workspace: Workspace | null): boolean {
  return workspace === null ? failure !== null : workspace.sandbox;
}

function outcomeOf({ finding, fault }: FastifyRequest) {
  const { reason = null, topic = null } = finding?.verdict ?? {};
  return { reason, topic, fault: fault?.name ?? null };
}

const mostNames = 100;
const longestName = 80;

function namesOf({ query, body }: FastifyRequest): Named {
  return { query: namesIn(query), body: namesIn(body) };
}

/** Names alone, cut short: values are people's. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value)
    .slice(0, mostNames)
    .map((name) => name.slice(0, longestName));
}

function credentialOf(request: FastifyRequest): string {
  const { tenant, finding } = request;
  if (tenant !== null) return `of ${tenant.dialect}`;
  if (finding?.known) return `${finding.known.kind} of ${finding.known.audience}`;
  return presentedSecrets(request).length === 0 ? 'none' : 'unknown';
}
