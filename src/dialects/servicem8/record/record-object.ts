/** An object of the vendor's API, described. The calls are the same for all of them; `record-routes.ts` makes them. */
import type { TSchema } from 'typebox';
import type { Capability } from '../../../core/capability.ts';
import type { EntityName } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { Page, RecordListQuery } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { FilterFields } from '../list/field.ts';

/** The reading use cases behind an object. */
export interface ReadCalls<T> {
  list(context: TenantContext, query: RecordListQuery): Promise<Page<T>>;
  /** Deleted records too. @throws NotFound */
  get(context: TenantContext, id: Uuid): Promise<T>;
}

/** All of them. `Create` and `Update` are the bodies as their schemas let them through. */
export interface RecordCalls<T, Create, Update> extends ReadCalls<T> {
  create(context: TenantContext, wire: Create): Promise<{ readonly id: Uuid }>;
  /** Sparse: what is absent stays. @throws NotFound */
  update(context: TenantContext, id: Uuid, wire: Update): Promise<unknown>;
  /** Soft, and again without effect. @throws NotFound */
  remove(context: TenantContext, id: Uuid): Promise<unknown>;
}

/** An object that clients only read. */
export interface ReadObject<T extends { readonly id: Uuid }> {
  /** In paths, in lower case: `jobcontact`. */
  readonly path: string;
  /** In the vendor's operation ids: `JobContacts`. */
  readonly operations: string;
  /** In sentences: `job contact`, `job contacts`. */
  readonly title: string;
  readonly titles: string;
  readonly entity: EntityName;
  /** Null: any credential of the dialect may read it. */
  readonly needs: { readonly read: Capability | null };
  readonly schema: { readonly record: TSchema };
  /** What lists can be filtered by. */
  readonly fields: FilterFields<T>;
  /** The core's names for what the vendor calls otherwise, where something is wrong with a record. */
  readonly wireNames: Readonly<Record<string, string>>;
  /** Times are on the wall clock of `timeZone`, the account's. */
  readonly toWire: (record: T, timeZone: string) => object;
  readonly callsOf: (hub: Hub) => ReadCalls<T>;
}

export interface RecordObject<
  T extends { readonly id: Uuid },
  Create,
  Update,
> extends ReadObject<T> {
  readonly needs: Readonly<Record<'read' | 'create' | 'write', Capability>>;
  readonly schema: Readonly<Record<'create' | 'update' | 'record', TSchema>>;
  readonly callsOf: (hub: Hub) => RecordCalls<T, Create, Update>;
}
