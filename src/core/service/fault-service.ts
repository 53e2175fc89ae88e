/** Faults in Sandboxes: rules are managed here, and calls ask here whether something shall go wrong. */
import { InvalidInput, NotFound, StateConflict } from '../errors.ts';
import { type Fault, parseFault } from '../sandbox/fault.ts';
import {
  type Faultable,
  type FaultRule,
  type FaultRuleDraft,
  FaultRules,
} from '../sandbox/fault-rules.ts';
import { requireSandbox, SandboxOnly } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';

export interface FaultRuleOrder extends Omit<FaultRuleDraft, 'fault' | 'text'> {
  /** `rate-limit; retry-after=5` */
  readonly fault: string;
}

const mostRules = 100;

export class FaultService {
  readonly #rules = new FaultRules();
  readonly #newId: () => Uuid;

  constructor(newId: () => Uuid) {
    this.#newId = newId;
  }

  /** @throws SandboxOnly, InvalidInput, StateConflict when there are too many */
  add(context: TenantContext, { fault, ...order }: FaultRuleOrder): FaultRule {
    requireSandbox(context);
    if (this.#rules.list(context.tenantId).length >= mostRules) {
      throw new StateConflict(
        `A workspace has at most ${mostRules} fault rules: remove some first`,
      );
    }
    const parsed = parseFault('fault', fault);
    if (parsed.kind === 'webhook' && order.route !== undefined) {
      throw InvalidInput.of('route', `is of no webhook, which ${parsed.name} is about`);
    }
    const draft = { ...order, fault: parsed, text: fault };
    return this.#rules.add(context.tenantId, this.#newId(), draft);
  }

  /** In the order in which they are asked. */
  list(context: TenantContext): readonly FaultRule[] {
    requireSandbox(context);
    return this.#rules.list(context.tenantId);
  }

  /** @throws NotFound */
  remove(context: TenantContext, id: string): void {
    requireSandbox(context);
    if (!this.#rules.remove(context.tenantId, id))
      throw new NotFound('fault-rule', id.slice(0, 100));
  }

  clear(context: TenantContext): void {
    requireSandbox(context);
    this.#rules.clear(context.tenantId);
  }

  /** Whether any Sandbox has a rule: whoever has to find out whose a call is need not look otherwise. */
  get hasRules(): boolean {
    return !this.#rules.isEmpty;
  }

  /**
   * What shall go wrong with the call: what it asks for itself, else what the first rule says that strikes. Any credential
   * of a Sandbox may ask. @throws SandboxOnly when it asks in a real workspace, InvalidInput naming the header
   */
  ofRequest(
    { workspace }: Pick<TenantContext, 'workspace'>,
    call: Faultable,
    asked: string | undefined,
  ): Fault | undefined {
    const { sandbox, tenantId } = workspace;
    if (asked === undefined) return sandbox ? this.#rules.strike(tenantId, call) : undefined;
    if (!sandbox) throw new SandboxOnly();
    const fault = parseFault(faultHeader, asked);
    if (fault.kind === 'request') return fault;
    throw InvalidInput.of(faultHeader, `${fault.name} strikes no request: make a rule of it`);
  }

  /** What shall go wrong with the next webhook of the subscriber's dialect. */
  ofWebhook(context: TenantContext, dialect: string): Fault | undefined {
    const { sandbox, tenantId } = context.workspace;
    if (!sandbox) return undefined;
    return this.#rules.strike(tenantId, { kind: 'webhook', dialect, method: 'POST', route: '' });
  }
}

/** As it is written in errors and documents. */
export const faultHeader = 'X-Polydex-Fault';
