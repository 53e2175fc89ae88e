/** Comma-separated ids in the query. */
import { ValidationFailure } from '../../../http/failure.ts';

const mostIds = 50;

export function isIdList(text: string): boolean {
  return text.split(',').every((id) => /^\s*\d{1,19}\s*$/.test(id));
}

/**
 * The ids of all repetitions of the parameter. Those beyond 2^53 are nobody's and are left out.
 * @throws ValidationFailure naming the parameter when there are more than 50.
 */
export function toIds(name: string, texts: readonly string[]): readonly number[] {
  const ids = texts.flatMap((text) => text.split(',')).map(Number);
  if (ids.length > mostIds) {
    const message = `must name at most ${mostIds} ids`;
    const issue = { where: 'query', path: name, message, keyword: 'maxItems', params: {} } as const;
    throw new ValidationFailure([issue]);
  }
  return ids.filter((id) => Number.isSafeInteger(id));
}
