/** Who is this number or address: over all methods of all live contacts of the workspace. */
import { requireCapability } from '../capability.ts';
import type { Contact, MethodKind } from '../contact/contact.ts';
import { InvalidInput } from '../errors.ts';
import type { LookupMatch, LookupQuery, Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import { emailKey } from '../value/email.ts';
import { parsePhone } from '../value/phone.ts';
import { textProblem } from '../value/text.ts';

export interface LookupRequest {
  readonly phone?: string;
  readonly email?: string;
}

export class LookupService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * All matches, best first: live before archived, the exact extension before others, a flagged primary
   * before others, older before newer. With both a
   * phone and an e-mail, contacts matching either are given, those of the phone first.
   * @throws InvalidInput when neither is given.
   */
  async lookup(context: TenantContext, request: LookupRequest): Promise<readonly LookupMatch[]> {
    requireCapability(context, 'lookup');
    const phone = request.phone === undefined ? undefined : phoneQuery(context, request.phone);
    const email = request.email === undefined ? undefined : emailQuery(request.email);
    if (phone && email)
      return (await Promise.all([this.#ask(context, phone), this.#ask(context, email)])).flat();
    const query = phone ?? email;
    if (!query) throw InvalidInput.of('phone', 'give a phone or an email to look up');
    return this.#ask(context, query);
  }

  /** The whole contacts behind `lookup`, each once, best first, `most` at most. */
  async contacts(
    context: TenantContext,
    request: LookupRequest,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly Contact[]> {
    requireCapability(context, 'person.read');
    const matches = await this.lookup(context, request);
    const ids = [...new Set(matches.map((match) => match.contactId))];
    return this.#store.contacts.findMany(context, ids.slice(0, most));
  }

  /** What cannot be stored is nobody's; asking for it would fail the look-ups that are asked with it. */
  async #ask(context: TenantContext, query: LookupQuery): Promise<readonly LookupMatch[]> {
    if (query.keys.some((key) => textProblem(key) !== null)) return [];
    return this.#store.contacts.lookup(context, query);
  }
}

function phoneQuery(context: TenantContext, text: string): LookupQuery {
  const { key, stripped, ext } = parsePhone(text, context.workspace.region);
  return {
    kind: 'phone' satisfies MethodKind,
    keys: [key],
    stripped: stripped === key ? [] : [stripped],
    extension: ext,
  };
}

function emailQuery(text: string): LookupQuery {
  return { kind: 'email' satisfies MethodKind, keys: [emailKey(text)] };
}
