/** The settings of a workspace, as those who are in it see and change them. */
import { requireCapability } from '../../core/capability.ts';
import { type InputIssue, InvalidInput, NotFound } from '../../core/errors.ts';
import type { WorkspaceChange } from '../../core/port/control-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { DuplicatePolicy, Workspace } from '../../core/workspace/workspace.ts';
import { isRegion } from '../../core/value/phone.ts';
import { textProblem } from '../../core/value/text.ts';
import { isTimeZone } from '../../core/value/time-zone.ts';
import type { AuthEnvironment } from '../auth-environment.ts';

const longestName = 200;

export interface WorkspaceSettings {
  readonly name?: string;
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: DuplicatePolicy;
}

export class WorkspaceService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** The caller's workspace with its present settings. */
  async get(context: TenantContext): Promise<Workspace> {
    const workspace = await this.#environment.store.workspaces.find(context.tenantId);
    if (workspace === undefined) throw new NotFound('workspace', context.workspace.id);
    return workspace;
  }

  /**
   * Throws `InvalidInput`. A changed region holds for numbers entered from now on; `hub.regions` reads the former ones anew.
   */
  async update(context: TenantContext, settings: WorkspaceSettings): Promise<Workspace> {
    requireCapability(context, 'settings');
    const change = checkSettings(settings);
    const { store, changed } = this.#environment;
    const workspace = await store.workspaces.update(context.tenantId, change);
    if (workspace === undefined) throw new NotFound('workspace', context.workspace.id);
    changed(context.tenantId);
    return workspace;
  }
}

/** The settings as the store takes them. Throws `InvalidInput` naming every setting that cannot be. */
export function checkSettings(settings: WorkspaceSettings): WorkspaceChange {
  const region = settings.region?.toUpperCase();
  const issues = issuesOf({ ...settings, ...(region !== undefined && { region }) });
  if (issues.length > 0) throw new InvalidInput(issues);
  const { name, timeZone, duplicates } = settings;
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(timeZone !== undefined && { timeZone }),
    ...(duplicates !== undefined && { duplicates }),
    ...(region !== undefined && isRegion(region) && { region }),
  };
}

function issuesOf({ name, timeZone, region }: WorkspaceSettings): InputIssue[] {
  const checks: readonly [boolean, string, string][] = [
    [name === undefined || isName(name), 'name', `must be 1 to ${longestName} characters of text`],
    [
      timeZone === undefined || isTimeZone(timeZone),
      'timeZone',
      'must be an IANA time zone, such as America/Chicago',
    ],
    [
      region === undefined || isRegion(region),
      'region',
      'must be a country code of two letters, such as US',
    ],
  ];
  return checks.flatMap(([isFine, path, message]) => (isFine ? [] : [{ path, message }]));
}

function isName(name: string): boolean {
  return name.trim() !== '' && name.length <= longestName && textProblem(name) === null;
}
