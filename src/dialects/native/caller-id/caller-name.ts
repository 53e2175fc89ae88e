/** What a telephone shows of those who have the number. */
import type { LookupMatch } from '../../../core/port/store.ts';
import { foldText } from '../../../core/value/text.ts';

/**
 * One line, `''` when nobody is known. Archived people only when there is no other, and those with the extension only
 * when somebody has it. Who shares a number is never picked at random: `Lee household (2)`, `Example Ltd (3)`, and for
 * strangers the best match and how many more, `Ada Lee +1`. `matches` come best first.
 */
export function callerName(matches: readonly LookupMatch[], extension: string | null): string {
  const peers = peersOf(matches, extension);
  const [best] = peers;
  if (!best) return '';
  const names = new Set(peers.map((match) => foldText(nameOf(match))));
  if (names.size === 1) return oneLine(nameOf(best));
  const count = peers.length;
  if (isShared(peers, ({ familyName }) => familyName))
    return oneLine(`${best.familyName} household (${count})`);
  if (isShared(peers, ({ companyName }) => companyName))
    return oneLine(`${best.companyName} (${count})`);
  return oneLine(`${nameOf(best)} +${count - 1}`);
}

/** Everybody of the best rank, each once. */
function peersOf(matches: readonly LookupMatch[], extension: string | null): LookupMatch[] {
  const live = matches.filter(({ archived }) => archived === matches[0]?.archived);
  const exact = live.filter((match) => match.extension === extension);
  const chosen = exact.length > 0 ? exact : live;
  return [...new Map(chosen.toReversed().map((match) => [match.contactId, match])).values()]
    .toReversed()
    .filter((match) => nameOf(match) !== '');
}

function nameOf({ label, shownName, companyName }: LookupMatch): string {
  return label || shownName || companyName || '';
}

function isShared(
  peers: readonly LookupMatch[],
  of: (match: LookupMatch) => string | null,
): boolean {
  const values = new Set(peers.map((match) => foldText(of(match) ?? '')));
  return values.size === 1 && !values.has('');
}

/** A name with a line break or a control character in it must not end the line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
