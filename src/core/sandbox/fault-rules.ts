/** The fault rules of every Sandbox, in the memory of the process: which call is struck by which. */
import type { Uuid } from '../value/identifier.ts';
import type { Fault } from './fault.ts';

export interface FaultRuleDraft {
  readonly fault: Fault;
  /** As it was asked for. */
  readonly text: string;
  /** Absent: all of them. */
  readonly dialect?: string;
  readonly method?: string;
  /** As the route table has it, `/contacts/:contactId`; with a star at the end, everything that begins so. */
  readonly route?: string;
  /** Only this matching call, counted from 1. */
  readonly nth?: number;
  /** Of the matching calls, drawn by a generator with this seed: the same calls in every run. */
  readonly share?: number;
  readonly seed?: number;
  /** So many calls at most. */
  readonly times?: number;
}

export interface FaultRule extends FaultRuleDraft {
  readonly id: Uuid;
  /** Calls that matched, and those that were struck. */
  readonly matched: number;
  readonly struck: number;
}

/** What is about to happen. */
export interface Faultable {
  readonly kind: Fault['kind'];
  readonly dialect: string;
  readonly method: string;
  readonly route: string;
}

interface LiveRule {
  readonly id: Uuid;
  readonly draft: FaultRuleDraft;
  readonly draw: () => number;
  matched: number;
  struck: number;
}

export class FaultRules {
  readonly #byTenant = new Map<number, LiveRule[]>();

  /** No workspace has a rule. */
  get isEmpty(): boolean {
    return this.#byTenant.size === 0;
  }

  add(tenantId: number, id: Uuid, draft: FaultRuleDraft): FaultRule {
    const rule = { id, draft, draw: generator(draft.seed ?? 1), matched: 0, struck: 0 };
    this.#byTenant.set(tenantId, [...this.#of(tenantId), rule]);
    return shown(rule);
  }

  /** In the order in which they were added, which is the order in which they are asked. */
  list(tenantId: number): readonly FaultRule[] {
    return this.#of(tenantId).map(shown);
  }

  /** False when there is none of the id. */
  remove(tenantId: number, id: string): boolean {
    const rules = this.#of(tenantId);
    const left = rules.filter((rule) => rule.id !== id);
    if (left.length === 0) this.#byTenant.delete(tenantId);
    else this.#byTenant.set(tenantId, left);
    return left.length < rules.length;
  }

  clear(tenantId: number): void {
    this.#byTenant.delete(tenantId);
  }

  /** The fault of the first rule that strikes; every rule that matches counts the call. */
  strike(tenantId: number, call: Faultable): Fault | undefined {
    let fault: Fault | undefined;
    for (const rule of this.#of(tenantId)) {
      if (!matches(rule.draft, call) || !isDue(rule)) continue;
      if (fault !== undefined) continue;
      rule.struck += 1;
      ({ fault } = rule.draft);
    }
    return fault;
  }

  #of(tenantId: number): readonly LiveRule[] {
    return this.#byTenant.get(tenantId) ?? [];
  }
}

function shown({ id, draft, matched, struck }: LiveRule): FaultRule {
  return { ...draft, id, matched, struck };
}

function matches({ fault, dialect, method, route }: FaultRuleDraft, call: Faultable): boolean {
  return (
    fault.kind === call.kind &&
    (dialect === undefined || dialect === call.dialect) &&
    (method === undefined || method.toUpperCase() === call.method) &&
    (route === undefined || isRoute(route, call.route))
  );
}

/** `wanted`: a route, or with a star at the end the beginning of some. */
export function isRoute(wanted: string, route: string): boolean {
  return wanted.endsWith('*') ? route.startsWith(wanted.slice(0, -1)) : route === wanted;
}

/** Counts the call. */
function isDue(rule: LiveRule): boolean {
  const { nth, share, times } = rule.draft;
  rule.matched += 1;
  const isDrawn = share === undefined || rule.draw() < share;
  return (
    isDrawn &&
    (nth === undefined || rule.matched === nth) &&
    (times === undefined || rule.struck < times)
  );
}

/** Mulberry32: numbers from 0 to below 1, the same from the same seed. */
function generator(seed: number): () => number {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
