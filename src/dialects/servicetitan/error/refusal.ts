/** The vendor's own refusals, beyond what the host and the core can say. */
import { VendorFailure } from '../../../http/failure.ts';

interface Words {
  readonly status: number;
  /** The vendor's reason text, which clients show. */
  readonly title: string;
  readonly field: string;
  readonly sentence: string;
}

const refusals = {
  'unknown-customer': {
    status: 409,
    title: 'Unknown customer',
    field: 'customerId',
    sentence: 'No customer of the tenant has the id given as customerId.',
  },
  'unknown-related-entity': {
    status: 404,
    title: 'Related entity not found',
    field: 'relatedEntityId',
    sentence: 'Nothing of this type in the tenant has the id given as relatedEntityId.',
  },
  'unknown-relationship-type': {
    status: 404,
    title: 'Relationship type not found',
    field: 'typeSlug',
    sentence: 'The field typeSlug must be customer, location or booking.',
  },
} as const satisfies Readonly<Record<string, Words>>;

const words: ReadonlyMap<string, Words> = new Map(Object.entries(refusals));

/** To be thrown. */
export function refusal(problem: keyof typeof refusals): VendorFailure {
  return new VendorFailure(problem, refusals[problem].title);
}

export function wordsOf({ problem, message }: VendorFailure): Words {
  return words.get(problem) ?? { status: 400, title: message, field: '', sentence: `${message}.` };
}
