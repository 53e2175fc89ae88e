/** The records of one kind as one write sees them: the flush's own, each change with its event. */
import { IdTaken } from '../../../core/errors.ts';
import { changesBody, creationBody } from '../../../core/event/diff.ts';
import type { EventEntity } from '../../../core/event/event.ts';
import type { Collection, EventNote, NumberedCollection } from '../../../core/port/unit-of-work.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement } from '../../database.ts';
import { fromRow, type Table } from '../table.ts';
import type { Flush } from './flush.ts';
import type { RecordSet } from './record-set.ts';

/** One write's place in a flush. */
export interface UnitOptions {
  readonly flush: Flush;
  readonly context: TenantContext;
  readonly at: Instant;
  readonly newId: () => Uuid;
  /** What all of the write's events are grouped by. */
  causeId?: Uuid;
}

type Versioned = { readonly id: Uuid; readonly version: number };

export class FlushCollection<T extends Versioned> implements Collection<T> {
  protected readonly options: UnitOptions;
  readonly #entity: EventEntity;
  readonly #set: RecordSet<T>;

  constructor(options: UnitOptions, entity: EventEntity, set: RecordSet<T>) {
    this.options = options;
    this.#entity = entity;
    this.#set = set;
  }

  find(id: Uuid): Promise<T | undefined> {
    return this.#set.find(id);
  }

  findMany(ids: readonly Uuid[]): Promise<readonly T[]> {
    return this.#set.findMany(ids);
  }

  insert(record: T, note: EventNote = {}): void {
    // Else it would be taken for a change of that record.
    if (this.#set.holds(record.id)) throw new IdTaken(this.#entity, record.id);
    this.#set.put(record);
    const body = creationBody(record);
    append(this.options, this.#entity, { record, type: 'created', body, note });
  }

  update(before: T, after: T, note: EventNote = {}): void {
    if (before === after) return;
    this.#set.put(after);
    // A record made anew under an old id: what it was stands in its history already.
    const body = note.type === 'created' ? creationBody(after) : changesBody(before, after);
    append(this.options, this.#entity, { record: after, type: 'updated', body, note });
  }

  remove(record: T, note: EventNote = {}): void {
    this.#set.remove(record.id);
    const body = { before: creationBody(record)['after'] ?? null };
    append(this.options, this.#entity, { record, type: 'deleted', body, note });
  }

  /** Records by another column, with those that the flush itself made or changed. */
  protected async findBy(
    table: Table<T>,
    { statement, value, matches }: Search<T>,
  ): Promise<readonly T[]> {
    const { flush } = this.options;
    if (!this.#set.wasAsked(statement.name, value)) {
      const rows = await flush.connection.query(statement, [flush.tenantId, value]);
      this.#set.adopt(rows.map((row) => fromRow(table, row)));
    }
    return [...this.#set.current()].filter(matches).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Asks `of`, which is put for one value each time, for many at once by `statement`; `findBy` then has the answers. */
  protected async askAhead(table: Table<T>, { statement, of, values }: ManyAtOnce): Promise<void> {
    if (values.length === 0) return;
    const { flush } = this.options;
    const rows = await flush.connection.query(statement, [flush.tenantId, values]);
    this.#set.adopt(rows.map((row) => fromRow(table, row)));
    for (const value of values) this.#set.noteAsked(of.name, value);
  }
}

export interface ManyAtOnce {
  readonly statement: Statement;
  readonly of: Statement;
  readonly values: readonly string[];
}

export interface Search<T> {
  readonly statement: Statement;
  readonly value: string | number;
  /** The same condition, for what the flush itself made or changed. */
  readonly matches: (record: T) => boolean;
}

type Numbered = Versioned & { readonly number: number };

export interface NumberedParts<T extends Numbered> {
  readonly entity: EventEntity;
  readonly set: RecordSet<T>;
  readonly table: Table<T>;
  readonly statement: Statement;
}

export class NumberedRecords<T extends Numbered>
  extends FlushCollection<T>
  implements NumberedCollection<T>
{
  readonly #parts: NumberedParts<T>;

  constructor(options: UnitOptions, parts: NumberedParts<T>) {
    super(options, parts.entity, parts.set);
    this.#parts = parts;
  }

  /** Ours stay below 2^53; what PostgreSQL would refuse would take the whole flush along. */
  async numbered(number: number): Promise<T | undefined> {
    if (!Number.isSafeInteger(number)) return undefined;
    const matches = (record: T): boolean => record.number === number;
    const { table, statement } = this.#parts;
    const [record] = await this.findBy(table, { statement, value: number, matches });
    return record;
  }
}

/** A select of records by one column. Parameters: $1 the tenant, $2 the value. */
export function selectBy<T extends object>(
  table: Table<T>,
  name: string,
  condition: string,
): Statement {
  const text = `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and ${condition} order by t.id`;
  return { name: `${table.name}_${name}`, text };
}

interface Appended {
  readonly record: Versioned;
  readonly type: string;
  readonly body: JsonObject;
  readonly note: EventNote;
}

function append(
  { flush, context, at, causeId }: UnitOptions,
  entityType: EventEntity,
  { record, type, body, note }: Appended,
): void {
  flush.append({
    at,
    entityType,
    entityId: record.id,
    type: note.type ?? type,
    actor: context.principal,
    credentialId: context.credentialId,
    dialect: context.dialect,
    connectionId: null,
    causeId: causeId ?? null,
    requestId: context.requestId,
    version: record.version,
    body: note.note ? { ...body, note: note.note } : body,
  });
}
