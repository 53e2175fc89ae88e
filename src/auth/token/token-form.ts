/** How the secrets of each audience look: clients and people tell them apart by their first characters. */
import { randomUUID } from 'node:crypto';
import { randomDigits } from '../../support/random.ts';
import { newHex24, randomText } from './new-id.ts';

/** Characters of a token that may be shown again, to tell keys apart in a list. */
const shownLength = 11;

const apiKeyForms: Readonly<Record<string, () => string>> = {
  highlevel: () => `pit-${randomUUID()}`,
  native: () => `pdx_${randomText(40)}`,
  servicem8: () => `smk-${randomText(40)}`,
  unified: () => `uni_${randomText(40)}`,
  voipbin: () => `vb_${randomText(40)}`,
};

/** A new API key in the audience's form. */
export function newApiKey(audience: string): string {
  return (apiKeyForms[audience] ?? (() => `${audience}_${randomText(40)}`))();
}

/** A new access or refresh token for audiences whose clients do not look inside. */
export function newOpaqueToken(): string {
  return randomText(43);
}

/** The id and the secret of an OAuth client. */
export interface ClientSecrets {
  readonly publicId: string;
  readonly secret: string;
}

const clientForms: Readonly<Record<string, () => ClientSecrets>> = {
  highlevel: () => ({
    publicId: `${newHex24()}-${randomText(8).toLowerCase()}`,
    secret: randomUUID(),
  }),
  servicem8: () => ({ publicId: randomDigits(9), secret: randomText(40) }),
  servicetitan: () => ({ publicId: `cid.${randomText(30)}`, secret: `cs2.${randomText(44)}` }),
};

const plainClient = (): ClientSecrets => ({ publicId: randomText(24), secret: randomText(44) });

/** A new client id and secret in the audience's form. */
export function newClientSecrets(audience: string): ClientSecrets {
  return (clientForms[audience] ?? plainClient)();
}

/** A new application key. */
export function newAppKey(): string {
  return `ak1.${randomText(40)}`;
}

/** What may be shown of a token after it was made. */
export function shownPrefix(token: string): string {
  return token.slice(0, shownLength);
}
