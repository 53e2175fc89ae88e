/** The tables of merges: what was merged, what never may be, what may have to be, and whether it is done unasked. */
import type { DistinctPair } from '../../../core/merge/distinct-pair.ts';
import type { MergePolicy } from '../../../core/merge/merge-policy.ts';
import type { Merge } from '../../../core/merge/merge.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import { written } from '../columns.ts';
import { makeTable } from '../table.ts';

export const mergeTable = makeTable<Merge>(
  'contact_merge',
  {
    id: 'uuid',
    survivorId: 'uuid',
    loserId: 'uuid',
    automatic: 'boolean',
    reason: 'jsonb',
    preferences: 'jsonb',
    images: 'jsonb',
    undoneAt: 'timestamptz',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const distinctPairTable = makeTable<DistinctPair>(
  'distinct_pair',
  { id: 'uuid', a: 'uuid', b: 'uuid', ...written, version: 'integer' },
  ['id'],
);

export const suggestionTable = makeTable<Suggestion>(
  'merge_suggestion',
  {
    id: 'uuid',
    a: 'uuid',
    b: 'uuid',
    score: 'float8',
    explanation: 'jsonb',
    state: 'text',
    grouped: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const mergePolicyTable = makeTable<MergePolicy>(
  'merge_policy',
  {
    id: 'uuid',
    automatic: 'boolean',
    threshold: 'float8',
    previewedThreshold: 'float8',
    previewedAt: 'timestamptz',
    ...written,
    version: 'integer',
  },
  ['id'],
);
