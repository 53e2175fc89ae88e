/** `polydex lookup`: who is this number or address. */
import { Command } from 'commander';
import type { LookupMatch } from '../../core/port/store.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print, table } from '../terminal/output.ts';

interface LookupOptions extends CommonOptions {
  readonly workspace?: string;
}

export function lookupCommand(): Command {
  const command = new Command('lookup')
    .summary('who has this phone number or e-mail address')
    .description(
      'Lists everyone who has the number or address, best first. Numbers are found in any spelling; those without a ' +
        "country code are read as of the workspace's region.",
    )
    .argument('<phone|email>', 'quote it when it has blanks')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one');
  return withCommonOptions(command).action(async (text: string, options: LookupOptions) => {
    const query = text.includes('@') ? { email: text } : { phone: text };
    const matches = await withRuntime(configOf(options), {}, async (runtime) =>
      runtime.hub.lookups.lookup(await enterWorkspace(runtime, options.workspace), query),
    );
    const heads = ['name', 'company', 'matched', 'type', 'contact'];
    const lines = matches.length === 0 ? [`Nobody has ${text}.`] : table(heads, matches.map(toRow));
    print({ json: matches.map(toJson), lines }, options.json === true);
  });
}

function toRow({ shownName, companyName, archived, matched, contactId }: LookupMatch): string[] {
  const name = shownName ?? '(no name)';
  const { value, type } = matched;
  return [archived ? `${name} (archived)` : name, companyName ?? '', value, type, contactId];
}

/** As the native API's look-up answers. */
function toJson(match: LookupMatch): Record<string, unknown> {
  const { contactId, shownName, givenName, familyName, companyName, jobTitle } = match;
  const { archived, matched } = match;
  const name = { name: shownName, givenName, familyName };
  return { contactId, ...name, companyName, jobTitle, archived, matched };
}
