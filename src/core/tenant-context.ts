/** Who is calling, for which workspace: the only key that opens the core and the store. */
import type { Capability } from './capability.ts';
import type { Uuid } from './value/identifier.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface TenantContextFields {
  readonly workspace: Workspace;
  /** The acting principal (person or machine): its int64, shown by ServiceTitan as createdBy. */
  readonly principal: number;
  readonly principalId: Uuid;
  readonly credentialId: Uuid;
  /** The dialect that the request came through: `native`, `servicem8`, … or `cli`. */
  readonly dialect: string;
  readonly capabilities: ReadonlySet<Capability>;
  readonly requestId: string;
  /** Absent: null. */
  readonly organisationGrant?: Uuid | null;
}

/**
 * Made by authentication alone: the private constructor and `#authenticated` make it nominal, and an architecture
 * test asserts that only `src/auth` calls `issue`.
 */
export class TenantContext {
  readonly #authenticated = true;
  readonly workspace: Workspace;
  readonly tenantId: number;
  readonly principal: number;
  readonly principalId: Uuid;
  readonly credentialId: Uuid;
  readonly dialect: string;
  readonly capabilities: ReadonlySet<Capability>;
  readonly requestId: string;
  /**
   * The consent behind a token that reaches an organisation; null for all others. Such a context opens no records: its
   * workspace is the one that the app was registered in, and no capability of it is one of an address book.
   */
  readonly organisationGrant: Uuid | null;

  private constructor(fields: TenantContextFields) {
    this.workspace = fields.workspace;
    this.tenantId = fields.workspace.tenantId;
    this.principal = fields.principal;
    this.principalId = fields.principalId;
    this.credentialId = fields.credentialId;
    this.dialect = fields.dialect;
    this.capabilities = fields.capabilities;
    this.requestId = fields.requestId;
    this.organisationGrant = fields.organisationGrant ?? null;
  }

  static issue(fields: TenantContextFields): TenantContext {
    return new TenantContext(fields);
  }

  /** True for every context that authentication issued; keeps the brand alive for the type checker. */
  get isAuthenticated(): boolean {
    return this.#authenticated;
  }
}
