/** Reads a page of an export: everything of one kind, ended and deleted too, in the order of its last change. */
import type { Page, RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { instant, type Instant } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { ValidationFailure } from '../../../http/failure.ts';
import { beginning, parseFrom, toContinuation } from './continuation.ts';
import type { ExportParameters } from './schema.ts';

/** Rows a page; the vendor publishes no number. */
const batchSize = 500;

interface Exported {
  readonly id: Uuid;
  readonly updatedAt: Instant;
}

export interface ExportSource<T extends Exported> {
  readonly name: string;
  list(context: TenantContext, query: RecordListQuery): Promise<Page<T>>;
}

export interface ExportClock {
  readonly now: Instant;
  /** Seconds for which changes are held back. */
  readonly lag: number;
}

interface ExportPage<W> {
  readonly hasMore: boolean;
  readonly continueFrom: string;
  readonly data: W[];
}

/** @throws ValidationFailure naming `from` when it is neither a date nor a continuation of this feed */
export async function readExport<T extends Exported, W>(
  context: TenantContext,
  source: ExportSource<T>,
  asked: { readonly wire: ExportParameters; readonly clock: ExportClock },
  toWire: (item: T) => W,
): Promise<ExportPage<W>> {
  const feed = { tenantId: context.tenantId, name: source.name };
  const { from } = asked.wire;
  const after = from === undefined ? beginning : parseFrom(feed, from);
  if (after === null) throw badFrom();
  const { items, hasMore } = await source.list(context, {
    filters: settled(asked.wire, asked.clock),
    sort: { field: 'updatedAt', direction: 'asc' },
    limit: batchSize,
    after,
  });
  const last = items.at(-1);
  const reached = last ? { at: last.updatedAt, id: last.id } : after;
  return { hasMore, continueFrom: toContinuation(feed, reached), data: items.map(toWire) };
}

/** What is older than the lag, unless recent changes are asked for. */
function settled(wire: ExportParameters, { now, lag }: ExportClock): RecordFilter[] {
  if (lag === 0 || wire.includeRecentChanges?.toLowerCase() === 'true') return [];
  return [{ field: 'updatedAt', op: 'lte', value: instant(now - lag * 1_000_000) }];
}

function badFrom(): ValidationFailure {
  const message = 'must be a date or a continueFrom of this export';
  const issue = { where: 'query', path: 'from', message, keyword: 'format', params: {} } as const;
  return new ValidationFailure([issue]);
}
