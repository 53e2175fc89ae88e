/** Whether contacts are merged without anybody looking. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { toTime } from '../wire/mapping.ts';
import { toDuplicateWire, toPolicyWire } from './mapping.ts';
import {
  MergePolicy,
  MergePolicyChange,
  MergePolicyPreview,
  MergePolicyPreviewRequest,
} from './schema.ts';

const tags = ['Merging'];
const path = '/api/v1/merge-policy';

export function policyRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    path,
    {
      config: needs('merge'),
      schema: { summary: 'Read how merges are made', tags, response: { 200: MergePolicy } },
    },
    async (request) => toPolicyWire(await hub.mergePolicy.get(tenantOf(request))),
  );
  app.patch(
    path,
    {
      config: needs('settings'),
      schema: {
        summary: 'Switch automatic merging on or off',
        description: 'On only within a day after a preview of the same threshold.',
        tags,
        body: MergePolicyChange,
        response: { 200: MergePolicy },
      },
    },
    async (request) => toPolicyWire(await hub.mergePolicy.set(tenantOf(request), request.body)),
  );
  app.post(
    `${path}/preview`,
    {
      config: needs('settings'),
      schema: {
        summary: 'See what automatic merging would do',
        description: 'To the open duplicates of this score and above. Merges nothing.',
        tags,
        unrepeatable: true,
        body: MergePolicyPreviewRequest,
        response: { 200: MergePolicyPreview },
      },
    },
    async (request) => {
      const preview = await hub.mergePolicy.preview(tenantOf(request), request.body.threshold);
      return {
        threshold: preview.threshold,
        merged: preview.merged.map(toDuplicateWire),
        kept: preview.kept.map(({ suggestion, reasons }) => ({
          duplicate: toDuplicateWire(suggestion),
          reasons: [...reasons],
        })),
        more: preview.more,
        previewedAt: toTime(preview.at),
      };
    },
  );
}
