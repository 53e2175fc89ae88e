/** Throw-away Sandboxes: one for each file of a test suite, say, that nobody has to clear away. */
import { InvalidInput, NotFound, StateConflict } from '../../core/errors.ts';
import type { ThrowawayWorkspace } from '../../core/port/sandbox-registry.ts';
import { requireSandbox } from '../../core/sandbox/sandbox.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import { type Instant, instant } from '../../core/value/instant.ts';
import type { DuplicatePolicy } from '../../core/workspace/workspace.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { createSandbox } from './sandbox.ts';
import type { SandboxFile } from './sandbox-file.ts';

export interface ThrowawayOrder {
  readonly baseUrl: string;
  /** Microseconds that it lives; an hour if absent. */
  readonly expiresIn?: number;
  readonly name?: string;
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: DuplicatePolicy;
}

export interface NewThrowaway {
  readonly file: SandboxFile;
  readonly expiresAt: Instant;
}

const second = 1_000_000;
const hour = 3600 * second;
const longestLife = 7 * 24 * hour;
/** Alive at once, of one Sandbox. */
const mostAlive = 500;

export class ThrowawayService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /**
   * A new Sandbox with working credentials for every dialect, gone by itself when its time is over.
   * @throws SandboxOnly, InvalidInput, StateConflict when the caller is a throw-away itself or has made too many
   */
  async create(context: TenantContext, order: ThrowawayOrder): Promise<NewThrowaway> {
    requireSandbox(context);
    const { store, clock, scopes } = this.#environment;
    const expiresAt = instant(clock.now() + checkedLife(order.expiresIn));
    const { baseUrl, expiresIn: _life, ...settings } = order;
    const file = await store.atomically(async (inner) => {
      await this.#assertRoom(inner, context);
      const made = await createSandbox(
        { store: inner, clock, scopes },
        { baseUrl, settings, isThrowaway: true },
      );
      const { number: tenantId } = made.workspace;
      await inner.sandboxes.insert({ tenantId, madeBy: context.tenantId, expiresAt });
      return made;
    });
    return { file, expiresAt };
  }

  /** Those that the caller's workspace has made and that are alive, oldest first. @throws SandboxOnly */
  async list(context: TenantContext): Promise<readonly ThrowawayWorkspace[]> {
    requireSandbox(context);
    const { store, clock } = this.#environment;
    return store.sandboxes.listMadeBy(context.tenantId, clock.now());
  }

  /** Removes one with everything in it: one that the caller has made, or the caller itself. @throws NotFound, SandboxOnly */
  async remove(context: TenantContext, id: string): Promise<void> {
    requireSandbox(context);
    const { store, changed } = this.#environment;
    const uuid = normalizeUuid(id);
    const found = uuid === null ? undefined : await store.sandboxes.findThrowaway(uuid);
    const isTheirs =
      found?.madeBy === context.tenantId || found?.workspace.tenantId === context.tenantId;
    if (found === undefined || !isTheirs) throw new NotFound('workspace', id.slice(0, 100));
    const { tenantId } = found.workspace;
    await store.sandboxes.removeWorkspace(tenantId);
    changed(tenantId);
  }

  /** Removes at most `limit` whose time is over; answers how many. */
  async removeExpired(limit: number): Promise<number> {
    const { store, clock, changed } = this.#environment;
    const expired = await store.sandboxes.listExpired(clock.now(), limit);
    for (const tenantId of expired) {
      await store.sandboxes.removeWorkspace(tenantId);
      changed(tenantId);
    }
    return expired.length;
  }

  async #assertRoom(store: AuthEnvironment['store'], context: TenantContext): Promise<void> {
    const state = await store.sandboxes.findThrowaway(context.workspace.id);
    if (state !== undefined) {
      throw new StateConflict(
        'This is a throw-away workspace itself: use the key of the Sandbox that made it',
      );
    }
    const now = this.#environment.clock.now();
    if ((await store.sandboxes.countMadeBy(context.tenantId, now)) < mostAlive) return;
    throw new StateConflict(
      `${mostAlive} throw-away workspaces are alive: remove some, or let them expire sooner`,
    );
  }
}

function checkedLife(life: number = hour): number {
  if (life >= second && life <= longestLife) return life;
  throw InvalidInput.of('expiresIn', 'must be between one second (PT1S) and seven days (P7D)');
}
