/** Which contacts have which number or address, as the flush sees it: the database's answer, corrected by its own writes. */
import type { Contact, MethodKind } from '../../../core/contact/contact.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement } from '../../database.ts';
import { rowAs } from '../table.ts';
import type { FlushScope } from './flush-scope.ts';

const ownersOfKeys: Statement = {
  name: 'owners_of_keys',
  text: `select distinct m.key, m.contact_id from contact_method m cross join lateral (
      select deleted_at from contact where tenant_id = $1 and id = m.contact_id offset 0
    ) c
    where c.deleted_at is null and m.tenant_id = $1 and m.key = any($2::text[]) and m.kind = $3`,
};

export class KeyOwners {
  readonly #flush: FlushScope;
  readonly #owners: Readonly<Record<MethodKind, Map<string, Uuid[]>>> = {
    phone: new Map(),
    email: new Map(),
  };

  constructor(flush: FlushScope) {
    this.#flush = flush;
  }

  async prefetch(kind: MethodKind, keys: readonly string[]): Promise<void> {
    const owners = this.#owners[kind];
    const missing = keys.filter((key) => !owners.has(key));
    if (missing.length === 0) return;
    const rows = await this.#flush.connection.query(ownersOfKeys, [
      this.#flush.tenantId,
      missing,
      kind,
    ]);
    for (const key of missing) owners.set(key, []);
    for (const row of rows) {
      const { key, contact_id: contactId } = rowAs<{ key: string; contact_id: Uuid }>(row);
      owners.get(key)?.push(contactId);
    }
  }

  /** Live contacts with any of the keys, oldest first, locked. */
  async find(kind: MethodKind, keys: readonly string[]): Promise<readonly Contact[]> {
    await this.prefetch(kind, keys);
    await this.#flush.contacts.prefetch(keys.flatMap((key) => this.#owners[kind].get(key) ?? []));
    const wanted = new Set(keys);
    const found: Contact[] = [];
    for (const contact of this.#flush.contacts.current()) {
      if (contact.deletedAt === null && hasKey(contact, kind, wanted)) found.push(contact);
    }
    return found.toSorted((a, b) => a.createdAt - b.createdAt);
  }
}

function hasKey(contact: Contact, kind: MethodKind, keys: ReadonlySet<string>): boolean {
  return contact.methods.some((method) => method.kind === kind && keys.has(method.key));
}
