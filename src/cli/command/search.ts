/** `polydex search`: finds contacts by what people type. */
import { Command } from 'commander';
import { methodsOf, shownName } from '../../core/contact/contact-view.ts';
import type { SearchAnswer, SearchMatch } from '../../core/service/search-service.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print, table } from '../terminal/output.ts';
import { UsageError } from '../terminal/usage-error.ts';

interface SearchOptions extends CommonOptions {
  readonly workspace?: string;
  readonly limit: string;
}

const mostShown = 200;

export function searchCommand(): Command {
  const command = new Command('search')
    .summary('find contacts by any part of a name, number, address, company or tag')
    .description(
      'Lists who matches, best first, and why. Typing errors and accents are forgiven; "phrases", field:value, -not, OR ' +
        'and brackets narrow it (docs/search.md).',
    )
    .argument(
      '<query...>',
      "the words; quote them where your shell has a use for their signs: 'smith -tag:vip'",
    )
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--limit <number>', 'how many at most', '20');
  return withCommonOptions(command).action(async (words: string[], options: SearchOptions) => {
    const limit = limitOf(options.limit);
    const answer = await withRuntime(configOf(options), {}, async (runtime) =>
      runtime.hub.search.search(await enterWorkspace(runtime, options.workspace), {
        query: words.join(' '),
        limit,
        count: true,
      }),
    );
    print({ json: toJson(answer), lines: linesOf(answer) }, options.json === true);
  });
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostShown) return limit;
  throw new UsageError(`--limit takes a number from 1 to ${mostShown}`);
}

function linesOf({ matches, total }: SearchAnswer): string[] {
  if (matches.length === 0) return ['Nobody matches.'];
  const heads = ['name', 'company', 'phone', 'email', 'found by', 'contact'];
  const count = `${total.count.toLocaleString('en')}${total.isExact ? '' : '+'}`;
  const shown = matches.length < total.count || !total.isExact;
  const rest = shown ? [`${matches.length} of ${count}`] : [];
  return [...table(heads, matches.map(toRow)), ...rest];
}

function toRow({ contact, reasons }: SearchMatch): string[] {
  const name = shownName(contact) ?? '(no name)';
  // The one that was found tells more than the first.
  const shown = (kind: 'phone' | 'email'): string =>
    reasons.find(({ field }) => field === kind)?.value ?? methodsOf(contact, kind)[0]?.value ?? '';
  return [
    contact.archivedAt === null ? name : `${name} (archived)`,
    contact.companyName ?? '',
    shown('phone'),
    shown('email'),
    [...new Set(reasons.map(({ field, how }) => `${field} (${how})`))].join(', '),
    contact.id,
  ];
}

function toJson({ matches, total }: SearchAnswer): unknown {
  const data = matches.map(({ contact, level, reasons }) => ({
    contactId: contact.id,
    name: shownName(contact),
    companyName: contact.companyName,
    phones: methodsOf(contact, 'phone').map(({ value }) => value),
    emails: methodsOf(contact, 'email').map(({ value }) => value),
    archived: contact.archivedAt !== null,
    level,
    reasons,
  }));
  return { data, total };
}
