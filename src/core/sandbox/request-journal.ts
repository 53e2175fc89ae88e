/** The last requests of every Sandbox, in the memory of the process, with what came of them. */
import type { HubEvent } from '../event/event.ts';
import { isJsonObject } from '../value/json.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** One change that a request made: which fields, never what is in them. */
export interface JournalChange {
  readonly seq: number;
  readonly entity: string;
  readonly id: Uuid;
  readonly type: string;
  readonly fields: readonly string[];
}

export interface JournalRecord {
  readonly at: Instant;
  readonly requestId: string;
  readonly dialect: string;
  readonly method: string;
  /** The template, `/contacts/:id`; `*` for a path that no route has. */
  readonly route: string;
  /** Names of query parameters and of the members of the body. */
  readonly query: readonly string[];
  readonly body: readonly string[];
  /** What was presented, in words: `api-key`, `access-token of servicetitan`, `none`, `unknown`. */
  readonly credential: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Why it was refused; null when it was not. */
  readonly reason: string | null;
  /** Where the documents explain it. */
  readonly topic: string | null;
  readonly fault: string | null;
}

export interface JournalEntry extends JournalRecord {
  /** Counts in the process, so that one can go on after it. */
  readonly number: number;
  /** False for requests that nobody knows whose Sandbox they were meant for. */
  readonly isAttributed: boolean;
  /** The first of them. */
  readonly changes: readonly JournalChange[];
  readonly changeCount: number;
}

/** What a request that is under way has changed so far. */
interface Changes {
  readonly changes: JournalChange[];
  changeCount: number;
}

const mostOfTenant = 1_000;
const mostOfAll = 50_000;
const mostFields = 100;
/** Of one request: a batch makes thousands, and all of a thousand batches would fill the memory. */
const mostChanges = 25;
/** Where requests go that belong to no known workspace. */
const nobody = 0;

export class RequestJournal {
  readonly #byTenant = new Map<number, JournalEntry[]>();
  readonly #underWay = new Map<string, Changes>();
  #count = 0;
  #kept = 0;

  /** From now on the changes of this request are remembered for its record. */
  begin(tenantId: number, requestId: string): void {
    this.#underWay.set(keyOf(tenantId, requestId), { changes: [], changeCount: 0 });
  }

  /** What was committed. */
  changed(tenantId: number, events: () => readonly HubEvent[]): void {
    if (this.#underWay.size === 0) return;
    for (const event of events()) {
      const made = this.#underWay.get(keyOf(tenantId, event.requestId));
      if (!made) continue;
      made.changeCount += 1;
      if (made.changes.length < mostChanges) made.changes.push(toChange(event));
    }
  }

  /** `tenantId`: null when nobody knows whose it was. */
  end(tenantId: number | null, record: JournalRecord): void {
    const owner = tenantId ?? nobody;
    const key = keyOf(owner, record.requestId);
    const made = this.#underWay.get(key) ?? { changes: [], changeCount: 0 };
    this.#underWay.delete(key);
    this.#count += 1;
    const entries = this.#byTenant.get(owner) ?? [];
    // Put last again: the first in the map is the one that was quiet for longest.
    this.#byTenant.delete(owner);
    this.#byTenant.set(owner, entries);
    entries.push({ ...record, number: this.#count, isAttributed: tenantId !== null, ...made });
    this.#kept += 1;
    if (entries.length > mostOfTenant) {
      entries.shift();
      this.#kept -= 1;
    }
    while (this.#kept > mostOfAll) this.#forgetQuietest();
  }

  /** Oldest first, those after `number`; with `unattributed` also those of nobody. */
  list(
    tenantId: number,
    { after, unattributed }: { readonly after: number; readonly unattributed: boolean },
  ): readonly JournalEntry[] {
    const own = this.#byTenant.get(tenantId) ?? [];
    const others = unattributed ? (this.#byTenant.get(nobody) ?? []) : [];
    return [...own, ...others]
      .filter(({ number }) => number > after)
      .toSorted((one, other) => one.number - other.number);
  }

  clear(tenantId: number): void {
    this.#kept -= this.#byTenant.get(tenantId)?.length ?? 0;
    this.#byTenant.delete(tenantId);
  }

  #forgetQuietest(): void {
    const [quietest] = this.#byTenant.keys();
    if (quietest !== undefined) this.clear(quietest);
  }
}

function keyOf(tenantId: number, requestId: string): string {
  return `${tenantId} ${requestId}`;
}

function toChange({ seq, entityType: entity, entityId: id, type, body }: HubEvent): JournalChange {
  return { seq, entity, id, type, fields: fieldsOf(body) };
}

/** Of a creation those that hold something, of an update those that changed. */
function fieldsOf(body: HubEvent['body']): readonly string[] {
  const { changes, after } = body ?? {};
  if (isJsonObject(changes)) return Object.keys(changes).slice(0, mostFields);
  if (!isJsonObject(after)) return [];
  const said = Object.entries(after).filter(([, value]) => !isBlank(value));
  return said.map(([name]) => name).slice(0, mostFields);
}

function isBlank(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
