/** The control plane looks at all workspaces at once, by the machine's clock; in Sandboxes another may hold. */

/** Joins what is known of the Sandbox that rows of `alias` belong to. */
export function withClock(alias: string): string {
  return `left join sandbox_state clock on clock.tenant_id = ${alias}.tenant_id`;
}

/** How far the workspace's clock is ahead of the machine's. */
export const clockAhead = `coalesce(clock.clock_offset, 0) * interval '1 microsecond'`;
