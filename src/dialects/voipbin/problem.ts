/** What only this dialect refuses: the words that its routes throw and its `errors.ts` renders. */
import { VendorFailure } from '../../http/failure.ts';

export const problems = [
  'number-unknown',
  'email-unknown',
  'tag-unknown',
  'address-exists',
] as const;
export type Problem = (typeof problems)[number];

/** `errors.ts` gives status, reason and sentence. */
export function refusal(problem: Problem): VendorFailure {
  return new VendorFailure(problem, problem);
}
