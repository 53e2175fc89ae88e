/** Authentication over a database of its own with two sandboxes, and a clock that tests set. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { AuthFailure } from '../../src/auth/auth-failure.ts';
import type { AuthServices } from '../../src/auth/auth-services.ts';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import { OAuthRefusal } from '../../src/auth/grant/oauth-refusal.ts';
import { makeAuth } from '../../src/auth/make-auth.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import type { PresentedCredential, ScopeTable } from '../../src/auth/presented-credential.ts';
import { createSandbox } from '../../src/auth/workspace/sandbox.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { capabilities } from '../../src/core/capability.ts';
import type { ControlStore } from '../../src/core/port/control-store.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { type Instant, instant } from '../../src/core/value/instant.ts';
import {
  type ControlDatabase,
  openControlDatabase,
} from '../../src/storage/control/control-store.ts';
import { SecretKey } from '../../src/support/secret-key.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

export const second = 1_000_000;
export const secret = new SecretKey(new Uint8Array(32).fill(7));

const audiences: readonly { readonly name: string; readonly scopes: ScopeTable }[] = [
  { name: 'native', scopes: Object.fromEntries(capabilities.map((name) => [name, [name]])) },
  {
    name: 'servicem8',
    scopes: { read_job_contacts: ['link.read'], manage_job_contacts: ['link.read', 'link.write'] },
  },
  { name: 'unified', scopes: {} },
  {
    name: 'servicetitan',
    scopes: { 'tn.crm.contacts:r': ['person.read'], 'tn.crm.contacts:w': ['person.write'] },
  },
  { name: 'voipbin', scopes: {} },
  {
    name: 'highlevel',
    scopes: { 'contacts.readonly': ['person.read'], 'contacts.write': ['person.write'] },
  },
];

export const audienceNames: readonly string[] = audiences.map(({ name }) => name);
export const scopes: ReadonlyMap<string, ScopeTable> = new Map(
  audiences.map((audience) => [audience.name, audience.scopes]),
);

/** One per test file; its hooks open and close everything. */
export class AuthFixture {
  #database: TestDatabase | undefined;
  #control: ControlDatabase | undefined;
  #sandboxes: readonly SandboxFile[] = [];
  #auth: ReturnType<typeof makeAuth> | undefined;
  #now = 1_800_000_000 * second;
  readonly clock = new MovableClock({ now: (): Instant => instant((this.#now += 1)) });

  /** Call it once at the top of a test file. */
  static use(): AuthFixture {
    const fixture = new AuthFixture();
    beforeAll(() => fixture.#open());
    afterAll(() => fixture.#close());
    beforeEach(() => fixture.forgetEverything());
    return fixture;
  }

  get store(): ControlStore {
    return present(this.#control).store;
  }
  get database(): TestDatabase {
    return present(this.#database);
  }
  get sandbox(): SandboxFile {
    return present(this.#sandboxes[0]);
  }
  get other(): SandboxFile {
    return present(this.#sandboxes[1]);
  }
  get services(): AuthServices {
    return present(this.#auth).services;
  }
  get authenticator(): Authenticator {
    return present(this.#auth).authenticator;
  }
  get now(): number {
    return this.#now;
  }

  /** Lets time pass; back again with a negative number. */
  wait(seconds: number): void {
    this.#now += seconds * second;
  }

  /** As another process of the installation would start. */
  forgetEverything(): void {
    this.#auth = makeAuth({ store: this.store, clock: this.clock, secret, audiences });
  }

  async enter(audience: string, presented: PresentedCredential): Promise<TenantContext> {
    return this.authenticator.authenticate(audience, presented, 'req_1');
  }

  operator(sandbox = this.sandbox): Promise<TenantContext> {
    return enterAsOperator(this.store, String(sandbox.workspace.number), 'req_1');
  }

  async #open(): Promise<void> {
    this.#database = await makeTestDatabase();
    this.#control = openControlDatabase({ url: this.#database.appUrl });
    const environment = { store: this.store, clock: this.clock, scopes };
    const order = { baseUrl: 'http://localhost:1' };
    this.#sandboxes = [
      await createSandbox(environment, order),
      await createSandbox(environment, order),
    ];
  }

  async #close(): Promise<void> {
    await this.#control?.close();
    await this.#database?.drop();
  }
}

/** Why something was refused, or `admitted`. */
export async function reasonOf(entering: Promise<unknown>): Promise<string> {
  try {
    await entering;
    return 'admitted';
  } catch (error) {
    if (error instanceof AuthFailure) return error.reason;
    if (error instanceof OAuthRefusal) return error.error;
    throw error;
  }
}

/** A text of this form, inside an expected object. */
export function matching(form: RegExp): unknown {
  return expect.stringMatching(form);
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The fixture is not open');
  return value;
}
