/** What a change of the workspace's default region means for the numbers that were entered without a country code. */
import { requireCapability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import type { RegionalPhone, Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { parsePhone, type Region } from '../value/phone.ts';
import type { Uuid } from '../value/identifier.ts';
import { noteSuppressions, suppressed } from './contact-writer.ts';
import { stamped } from './stamp.ts';

export interface RegionPreview {
  /** Numbers whose reading depends on the region. */
  readonly examined: number;
  /** Those that would get another E.164, or lose or gain one. */
  readonly changed: number;
}

const contactsPerPage = 500;

export class RegionService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Counts; writes nothing. */
  async preview(context: TenantContext, region: Region): Promise<RegionPreview> {
    requireCapability(context, 'settings');
    const counts = { examined: 0, changed: 0 };
    for await (const phones of this.#pages(context)) {
      counts.examined += phones.length;
      counts.changed += phones.filter((phone) => isReadDifferently(phone, region)).length;
    }
    return counts;
  }

  /** Reads the inferred numbers anew, contact by contact; call it once the workspace has the region. Repeatable. */
  async recompute(context: TenantContext, region: Region): Promise<RegionPreview> {
    requireCapability(context, 'settings');
    const counts = { examined: 0, changed: 0 };
    for await (const phones of this.#pages(context)) {
      const different = phones.filter((phone) => isReadDifferently(phone, region));
      const ids = [...new Set(different.map((phone) => phone.contactId))];
      await Promise.all(ids.map((id) => this.#rewrite(context, id, region)));
      counts.examined += phones.length;
      counts.changed += different.length;
    }
    return counts;
  }

  async *#pages(context: TenantContext): AsyncGenerator<readonly RegionalPhone[]> {
    let afterId: Uuid | undefined;
    do {
      const phones: readonly RegionalPhone[] = await this.#store.contacts.regionalPhones(context, {
        limit: contactsPerPage,
        ...(afterId ? { afterId } : {}),
      });
      if (phones.length > 0) yield phones;
      afterId = phones.at(-1)?.contactId;
    } while (afterId);
  }

  #rewrite(context: TenantContext, id: Uuid, region: Region): Promise<void> {
    return this.#store.write(context, { contactIds: [id] }, async (unit) => {
      const contact = await unit.contacts.find(id);
      if (contact) await rewriteNumbers(unit, context, contact, region);
    });
  }
}

function isReadDifferently(phone: RegionalPhone, region: Region): boolean {
  return parsePhone(phone.value, region).e164 !== phone.e164;
}

async function rewriteNumbers(
  unit: UnitOfWork,
  context: TenantContext,
  contact: Contact,
  region: Region,
): Promise<void> {
  const methods = contact.methods.map((method) => {
    if (method.kind !== 'phone' || (!method.inferred && method.e164 !== null)) return method;
    const read = parsePhone(method.value, region);
    return read.key === method.key
      ? method
      : { ...method, ...read, updatedAt: unit.at, updatedBy: context.principal };
  });
  if (methods.every((method, index) => method === contact.methods[index])) return;
  const after = await suppressed(unit, contact, stamped(unit, context, { ...contact, methods }));
  unit.contacts.update(contact, after, { type: 'renumbered' });
  // Who must not be called on a number must not be called on it as it is read now.
  noteSuppressions(unit, contact, after);
}
