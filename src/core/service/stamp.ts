/** The marks that every write leaves on a record. */
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';

/** The record as written now, by the caller, one version on. */
export function stamped<T extends { readonly version: number }>(
  unit: UnitOfWork,
  context: TenantContext,
  record: T,
): T {
  return {
    ...record,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: record.version + 1,
  };
}
