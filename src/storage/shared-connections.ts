/**
 * Connections that several have at the same time: what they send in one turn of the event loop goes out in one system call,
 * and PostgreSQL, which is awake already, need not be woken for each. It answers one after the other, so this is for
 * statements that take little time.
 */

/** Runs `use` with a connection bound to the tenant, which is given back when it ends. */
type OpenConnection<C> = (tenantId: number, use: (connection: C) => Promise<void>) => Promise<void>;

interface Shared<C> {
  users: number;
  /** What failed on it, which may mean that it is broken. */
  failure: { readonly cause: unknown } | null;
  readonly connection: Promise<C>;
  readonly giveBack: () => void;
  readonly giveUp: (cause: unknown) => void;
}

/** So many for a tenant. */
const mostShared = 2;

export class SharedConnections<C> {
  readonly #open: OpenConnection<C>;
  readonly #tenants = new Map<number, Set<Shared<C>>>();

  constructor(open: OpenConnection<C>) {
    this.#open = open;
  }

  async use<T>(tenantId: number, use: (connection: C) => Promise<T>): Promise<T> {
    const shared = this.#choose(tenantId);
    shared.users += 1;
    try {
      return await use(await shared.connection);
    } catch (error) {
      shared.failure ??= { cause: error };
      throw error;
    } finally {
      shared.users -= 1;
      // Nobody else starts on what may be broken; those who have it end before it is given back.
      if (shared.users === 0 || shared.failure) this.#retire(tenantId, shared);
      if (shared.users === 0) leave(shared);
    }
  }

  #choose(tenantId: number): Shared<C> {
    const open = this.#tenants.get(tenantId) ?? new Set();
    this.#tenants.set(tenantId, open);
    const [first, ...others] = open.size < mostShared ? [] : open;
    if (first) return others.reduce((best, one) => (one.users < best.users ? one : best), first);
    const shared = this.#take(tenantId);
    open.add(shared);
    return shared;
  }

  #take(tenantId: number): Shared<C> {
    const { promise: given, resolve: giveBack, reject: giveUp } = Promise.withResolvers<void>();
    given.catch(() => {});
    const connection = new Promise<C>((resolve, reject) => {
      this.#open(tenantId, (opened) => {
        resolve(opened);
        return given;
      }).catch(reject);
    });
    return { users: 0, failure: null, connection, giveBack, giveUp };
  }

  #retire(tenantId: number, shared: Shared<C>): void {
    const open = this.#tenants.get(tenantId);
    open?.delete(shared);
    if (open?.size === 0) this.#tenants.delete(tenantId);
  }
}

function leave({ failure, giveBack, giveUp }: Shared<unknown>): void {
  if (failure) giveUp(failure.cause);
  else giveBack();
}
