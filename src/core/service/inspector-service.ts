/** What a developer sees of the calls to their Sandbox. */
import { type JournalEntry, RequestJournal } from '../sandbox/request-journal.ts';
import { requireSandbox } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';

export interface InspectorOutside {
  /** Whether this installation holds no real workspace, whose callers could show up among those of nobody. */
  readonly onlySandboxes: () => Promise<boolean>;
}

export class InspectorService {
  /** Filled by the HTTP host and the store. */
  readonly journal = new RequestJournal();
  readonly #outside: InspectorOutside;

  constructor(outside: InspectorOutside) {
    this.#outside = outside;
  }

  /**
   * The last thousand requests after the one numbered `after`, oldest first; where there are Sandboxes alone, also those
   * that came with no credential that is known. @throws SandboxOnly
   */
  async list(context: TenantContext, after: number): Promise<readonly JournalEntry[]> {
    requireSandbox(context);
    const unattributed = await this.#outside.onlySandboxes();
    return this.journal.list(context.tenantId, { after, unattributed });
  }

  clear(context: TenantContext): void {
    requireSandbox(context);
    this.journal.clear(context.tenantId);
  }
}
