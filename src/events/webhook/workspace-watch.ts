/** Hears of every flush and passes on those of workspaces that have webhooks, so that nobody else's writes cost anything. */

export class WorkspaceWatch {
  readonly #watched = new Set<number>();
  #listener: ((tenantId: number) => void) | null = null;

  /** From now on changes of this workspace are passed on. */
  add(tenantId: number): void {
    this.#watched.add(tenantId);
  }

  /** Something was committed in the workspace. */
  changed(tenantId: number): void {
    if (this.#watched.has(tenantId)) this.#listener?.(tenantId);
  }

  /** Who is told; the last one counts. */
  listen(listener: ((tenantId: number) => void) | null): void {
    this.#listener = listener;
  }
}
