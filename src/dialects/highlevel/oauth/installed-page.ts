/** Which of the workspaces that an app was let into a request asks for, and the page of them. */
import type { Installation } from '../../../core/workspace/app-grant.ts';
import { unprocessable } from '../routes/check.ts';
import type { InstalledFilter } from './schema.ts';

/** Others than those that it was let into an app never sees, so asking for these finds none. */
export function matching(
  installed: readonly Installation[],
  filter: InstalledFilter,
  appId: string,
): readonly Installation[] {
  const { isInstalled, onTrial, planId, versionId, locationId, query = '' } = filter;
  const isOther = versionId !== undefined && versionId !== appId;
  // There are no paid plans, so nobody tries one.
  if (isInstalled === false || onTrial === true || planId !== undefined || isOther) return [];
  const asked = query.toLowerCase();
  return installed.filter(
    ({ workspace }) =>
      (locationId === undefined || workspace.locationId === locationId) &&
      workspace.name.toLowerCase().includes(asked),
  );
}

export interface InstalledPage {
  readonly shown: readonly Installation[];
  /** Null on the last page. */
  readonly next: string | null;
}

/** The token is the number of the last workspace shown, so that what ends meanwhile moves no page. @throws VendorFailure */
export function pageAfter(
  all: readonly Installation[],
  token: string | undefined,
  size: number,
): InstalledPage {
  if (token !== undefined && !/^\d{1,15}$/.test(token)) {
    throw unprocessable(['pageToken must be a token of a former page']);
  }
  const rest = all.filter(({ workspace }) => workspace.tenantId > Number(token ?? 0));
  const shown = rest.slice(0, size);
  const last = rest.length > size ? shown.at(-1) : undefined;
  return { shown, next: last === undefined ? null : String(last.workspace.tenantId) };
}
