/** `/api_1.0/vendor.json`: the account itself, which is the workspace. A list of one. */
import { requireCapability } from '../../../core/capability.ts';
import { NotFound } from '../../../core/errors.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import type { ReadObject } from '../record/record-object.ts';
import { vendorFields } from './filter-fields.ts';
import { toWire } from './mapping.ts';
import { VendorRecord } from './schema.ts';

export const vendor: ReadObject<Workspace> = {
  path: 'vendor',
  operations: 'Vendors',
  title: 'vendor',
  titles: 'vendors',
  entity: 'workspace',
  needs: { read: 'workspace.read' },
  schema: { record: VendorRecord },
  fields: vendorFields,
  wireNames: {},
  toWire,
  callsOf: () => ({
    list: async (context, { after }) => {
      const own = ownOf(context);
      return { items: after === undefined || after.id < own.id ? [own] : [], hasMore: false };
    },
    get: async (context, id) => {
      const own = ownOf(context);
      if (own.id !== id) throw new NotFound('workspace', id);
      return own;
    },
  }),
};

function ownOf(context: TenantContext): Workspace {
  requireCapability(context, 'workspace.read');
  return context.workspace;
}
