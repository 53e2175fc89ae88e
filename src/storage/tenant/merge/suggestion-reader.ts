/** Reads the queue of suggestions, the surest first. */
import type { Page } from '../../../core/port/list-query.ts';
import type { SuggestionQuery, SuggestionReader } from '../../../core/port/suggestion-reader.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Database } from '../../database.ts';
import { bind, Parameters, type BoundStatement } from '../list/parameters.ts';
import { type RecordReaderOptions, StoredRecords } from '../record-reader.ts';
import { fromRow } from '../table.ts';
import { suggestionTable } from './merge-tables.ts';

export class StoredSuggestions implements SuggestionReader {
  readonly #database: Database;
  readonly #records: StoredRecords<Suggestion>;

  constructor(options: RecordReaderOptions) {
    this.#database = options.database;
    this.#records = new StoredRecords(options, suggestionTable);
  }

  find(context: TenantContext, id: Uuid): Promise<Suggestion | undefined> {
    return this.#records.find(context, id);
  }

  async list(context: TenantContext, query: SuggestionQuery): Promise<Page<Suggestion>> {
    const statement = listStatement(context.tenantId, query);
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
    return {
      items: rows.slice(0, query.limit).map((row) => fromRow(suggestionTable, row)),
      hasMore: rows.length > query.limit,
    };
  }
}

function listStatement(tenantId: number, query: SuggestionQuery): BoundStatement {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId, 'bigint');
  const conditions = [
    `s.tenant_id = ${tenant}`,
    `s.state = ${parameters.add(query.state, 'text')}`,
  ];
  if (query.state === 'open') conditions.push(isThere('a', tenant), isThere('b', tenant));
  if (query.contactId !== undefined) {
    const id = parameters.add(query.contactId, 'uuid');
    conditions.push(`(s.a = ${id} or s.b = ${id})`);
  }
  if (query.minScore !== undefined)
    conditions.push(`s.score >= ${parameters.add(query.minScore, 'float8')}`);
  if (query.after) {
    const score = parameters.add(query.after.score, 'float8');
    const id = parameters.add(query.after.id, 'uuid');
    conditions.push(`s.score <= ${score} and (s.score < ${score} or s.id > ${id})`);
  }
  const limit = parameters.add(query.limit + 1, 'int');
  return bind(
    `select ${suggestionTable.select('s')} from merge_suggestion s where ${conditions.join(' and ')} order by s.score desc, s.id limit ${limit}`,
    parameters,
  );
}

function isThere(side: 'a' | 'b', tenant: string): string {
  return `exists (select 1 from contact c where c.tenant_id = ${tenant} and c.id = s.${side} and c.deleted_at is null)`;
}
