/** Which tag has which name, as far as a flush has asked. */
import type { Tag } from '../../../core/workspace/tag.ts';
import type { Statement } from '../../database.ts';
import { fromRow } from '../table.ts';
import { tagTable } from '../tables.ts';
import type { FlushScope } from './flush-scope.ts';

const tagsNamed: Statement = {
  name: 'tags_named',
  text: `select ${tagTable.select('t')} from tag t where t.tenant_id = $1 and t.name = any($2::text[])`,
};

/** So many names are handed on from flush to flush at most. */
const mostHandedOn = 1000;

export class TagNames {
  readonly #flush: FlushScope;
  readonly #asked: Set<string>;

  /** `former`: what another flush knows, and nobody has changed since; taken over while it is not too much. */
  constructor(flush: FlushScope, former?: TagNames) {
    this.#flush = flush;
    const known = former && former.#asked.size <= mostHandedOn ? former : undefined;
    if (known) flush.tags.inherit(known.#flush.tags, { all: true });
    this.#asked = new Set(known ? known.#asked : []);
  }

  async prefetch(names: readonly string[]): Promise<void> {
    const missing = names.filter((name) => !this.#asked.has(name));
    if (missing.length === 0) return;
    const rows = await this.#flush.connection.query(tagsNamed, [this.#flush.tenantId, missing]);
    for (const name of missing) this.#asked.add(name);
    this.#flush.tags.adopt(rows.map((row) => fromRow(tagTable, row)));
  }

  /** The tags by name as they are now, with those that this flush has made or renamed. */
  async find(names: readonly string[]): Promise<ReadonlyMap<string, Tag>> {
    await this.prefetch(names);
    const wanted = new Set(names);
    const found = new Map<string, Tag>();
    for (const tag of this.#flush.tags.current())
      if (wanted.has(tag.name)) found.set(tag.name, tag);
    return found;
  }
}
