/** The table of runs, as far as writes know it: how far one is changes without a write. */
import type { MatchRunRecord } from '../../../core/matching/match-run.ts';
import { written } from '../columns.ts';
import { makeTable } from '../table.ts';

export const matchRunTable = makeTable<MatchRunRecord>(
  'match_run',
  { id: 'uuid', state: 'text', ...written, version: 'integer' },
  ['id'],
);
