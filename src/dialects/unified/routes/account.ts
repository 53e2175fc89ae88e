/** What a contact's `account` means: an account by id, external id or name, else a company that is only a text. */
import type { Account } from '../../../core/account/account.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { shownAccount, type AccountPatch } from '../mapping.ts';
import { accountNames } from './view.ts';

/**
 * The account that is shown, sent back, changes nothing, also when its name is by now another account's too. An account
 * that is found becomes the main one and gives the company its name; accounts are never created here.
 * @throws InvalidInput listing the ids when several accounts have the name
 */
export async function accountPatch(
  hub: Hub,
  context: TenantContext,
  asked: { readonly text: string | null | undefined; readonly before: Contact | null },
): Promise<AccountPatch> {
  const { before } = asked;
  if (asked.text === undefined) return {};
  const text = (asked.text ?? '').trim();
  if (text === '') return { accountId: null, companyName: null };
  const shown = before && shownAccount(before, await accountNames(hub, context, [before]));
  if (text === shown?.trim()) return {};
  const account = await hub.accounts.resolve(context, normalizeUuid(text) ?? text);
  return patchFor(account, { text, former: before?.accountId });
}

function patchFor(
  account: Account | undefined,
  { text, former }: { readonly text: string; readonly former: string | null | undefined },
): AccountPatch {
  if (!account) return { accountId: null, companyName: text };
  return account.id === former ? {} : { accountId: account.id, companyName: account.name };
}
