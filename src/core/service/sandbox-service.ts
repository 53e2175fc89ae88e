/** What an integration developer does with a Sandbox: start over, keep a state and come back to it, move the clock. */
import { InvalidInput, NotFound } from '../errors.ts';
import type { SandboxStanding } from '../port/sandbox-registry.ts';
import type { Store } from '../port/store.ts';
import type { MovableClock } from '../sandbox/movable-clock.ts';
import { ClockBeforeData, requireSandbox, type Snapshot } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { formatIsoMicros, instant, type Instant } from '../value/instant.ts';

/** What is told when a workspace is no longer as it was. */
export interface SandboxOutside {
  readonly clock: MovableClock;
  /** Time has passed, or everything is different: there may be something due. */
  readonly woken: (tenantId: number) => void;
  readonly newId: () => Uuid;
}

export interface ClockState {
  /** What the clock of the workspace shows. */
  readonly now: Instant;
  /** Microseconds ahead of the machine's clock. */
  readonly offset: number;
}

const mostSnapshots = 20;
const nameForm = /^[A-Za-z0-9][\w.-]{0,63}$/;
const day = 86_400_000_000;
/** Years before 1970 or after 2200 are nobody's test. */
const farthest = { from: instant(0), to: instant(230 * 365 * day) };

export class SandboxService {
  readonly #store: Store;
  readonly #outside: SandboxOutside;
  /** As they were last looked up. */
  #generations: ReadonlyMap<number, number> = new Map();

  constructor(store: Store, outside: SandboxOutside) {
    this.#store = store;
    this.#outside = outside;
  }

  /** Everything in the workspace is gone and its clock is right again; its credentials and snapshots stay. */
  async reset(context: TenantContext): Promise<void> {
    requireSandbox(context);
    await this.#store.sandboxes.reset(context);
    this.#replaced(context, 0);
  }

  /** Keeps all that is in the workspace under the name, in place of what was kept under it before. */
  async snapshot(context: TenantContext, name: string): Promise<Snapshot> {
    requireSandbox(context);
    if (!nameForm.test(name)) {
      throw InvalidInput.of('name', 'must be 1 to 64 letters, digits, dots, dashes or underscores');
    }
    const at = this.#outside.clock.of(context.tenantId).now();
    return this.#store.sandboxes.snapshot(context, { name, at, most: mostSnapshots });
  }

  /** Everything is as it was, the clock's distance from the machine's included. @throws NotFound */
  async restore(context: TenantContext, name: string): Promise<void> {
    requireSandbox(context);
    const offset = await this.#store.sandboxes.restore(context, name);
    if (offset === undefined) throw new NotFound('snapshot', name);
    this.#replaced(context, offset);
  }

  /** By name. */
  async listSnapshots(context: TenantContext): Promise<readonly Snapshot[]> {
    requireSandbox(context);
    return this.#store.sandboxes.listSnapshots(context);
  }

  /** @throws NotFound */
  async removeSnapshot(context: TenantContext, name: string): Promise<void> {
    requireSandbox(context);
    if (await this.#store.sandboxes.removeSnapshot(context, name)) return;
    throw new NotFound('snapshot', name);
  }

  async readClock(context: TenantContext): Promise<ClockState> {
    requireSandbox(context);
    return this.#clockOf(context);
  }

  /** @throws InvalidInput, ClockBeforeData */
  async setClock(context: TenantContext, at: Instant): Promise<ClockState> {
    return this.#move(context, (_offset, machineNow) => at - machineNow, 'now');
  }

  /** By microseconds, back when negative. @throws InvalidInput, ClockBeforeData */
  async advanceClock(context: TenantContext, by: number): Promise<ClockState> {
    return this.#move(context, (offset) => offset + by, 'by');
  }

  /** As the machine's. @throws ClockBeforeData */
  async putClockRight(context: TenantContext): Promise<ClockState> {
    return this.#move(context, () => 0, 'now');
  }

  /**
   * Takes over what other processes did. `read` looks it up; what it says is dropped when this process has moved a clock
   * meanwhile.
   */
  async follow(read: () => Promise<readonly SandboxStanding[]>): Promise<void> {
    const { clock } = this.#outside;
    const { moves } = clock;
    const standings = await read();
    if (clock.moves !== moves) return;
    clock.moveAll(new Map(standings.map(({ tenantId, clockOffset }) => [tenantId, clockOffset])));
    const generations = new Map(standings.map((one) => [one.tenantId, one.generation]));
    const isReplaced = [...generations].some(
      ([tenantId, generation]) => this.#generations.get(tenantId) !== generation,
    );
    this.#generations = generations;
    if (isReplaced) this.#store.sandboxes.forgetLists();
  }

  async #move(
    context: TenantContext,
    toOffset: (offset: number, machineNow: Instant) => number,
    path: string,
  ): Promise<ClockState> {
    requireSandbox(context);
    const machineNow = this.#outside.clock.now();
    const offset = await this.#store.sandboxes.moveClock(context, {
      machineNow,
      of: (present) => {
        const moved = toOffset(present, machineNow);
        if (isWithin(machineNow + moved)) return moved;
        throw InvalidInput.of(path, 'leads to a time before 1970 or after 2199');
      },
      check: (target, newest) => {
        if (newest === null || target > newest) return;
        throw new ClockBeforeData(formatIsoMicros(target), formatIsoMicros(newest));
      },
    });
    this.#outside.clock.move(context.tenantId, offset);
    this.#outside.woken(context.tenantId);
    return this.#clockOf(context);
  }

  #clockOf({ tenantId }: TenantContext): ClockState {
    const { clock } = this.#outside;
    return { now: clock.of(tenantId).now(), offset: clock.offsetOf(tenantId) };
  }

  #replaced({ tenantId }: TenantContext, offset: number): void {
    this.#outside.clock.move(tenantId, offset);
    this.#outside.woken(tenantId);
  }
}

function isWithin(at: number): boolean {
  return at > farthest.from && at < farthest.to;
}
