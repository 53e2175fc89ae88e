/** What each dialect can do, call by call and in general, on whose word, and why not where it cannot. */
import { dialects } from '../../src/dialects/registry.ts';
import {
  type Ability,
  type AbilityState,
  abilityNames,
  type Evidence,
} from '../../src/http/ability.ts';
import { contractRows } from '../../test/conformance/contract/contract-rows.ts';
import { code, markdownTable } from './markdown.ts';

const abilityWords: Readonly<Record<Ability, string>> = {
  create: 'create a contact',
  get: 'get one',
  list: 'list, page by page',
  update: 'change',
  delete: 'delete',
  restore: 'bring back what was deleted',
  'client-ids': 'ids chosen by the client',
  lookup: 'look-up by number or e-mail address',
  search: 'search by text',
  jobs: 'jobs and their contacts',
  accounts: 'companies, customers, businesses',
  relations: 'who belongs to which of them',
  tags: 'tags',
  'custom-fields': 'custom fields',
  consent: 'do-not-disturb',
  exports: 'a feed of changes',
  webhooks: 'webhooks',
  'sign-in': 'sign-in of a person, with consent',
  'rate-limits': 'rate limits, when switched on',
  openapi: 'its OpenAPI document',
};

const evidenceWords: Readonly<Record<Evidence, string>> = {
  documented: 'documented',
  observed: 'observed',
  ours: 'our choice',
};

/** Every ability against every dialect; a number leads to the reason below the table. */
export function abilityTable(): string {
  const reasons: string[] = [];
  const rows = abilityNames.map((ability) => [
    abilityWords[ability],
    ...dialects.map(({ abilities }) => cell(abilities[ability], reasons)),
  ]);
  const table = markdownTable(['', ...dialects.map(({ title }) => title)], rows);
  const list = reasons.map((reason, at) => `${at + 1}. ${reason}`).join('\n');
  return `${table}\n\n${list}`;
}

function cell(state: AbilityState, reasons: string[]): string {
  const words = state.served ? evidenceWords[state.evidence] : '–';
  if (!('why' in state)) return words;
  if (!reasons.includes(state.why)) reasons.push(state.why);
  return `${words} (${reasons.indexOf(state.why) + 1})`;
}

/** How a dialect is spoken, and on whose word. Throws when it tells nothing. */
export function behaviourTable(name: string): string {
  const { behaviours } = dialects.find((dialect) => dialect.name === name) ?? {};
  if (behaviours === undefined) throw new Error(`${name} tells no behaviours`);
  const rows = behaviours.map(([what, evidence, why]) => [what, evidenceWords[evidence], why]);
  return markdownTable(['behaviour', 'is', 'source or reason'], rows);
}

/** The rows of the vendor's endpoint tables, in their order. */
export function operationTable(name: string): string {
  const rows = (contractRows[name] ?? []).map(({ name: operation, method, path, ...row }) => [
    code(operation),
    operation.startsWith(method) ? '' : callOf(method, path),
    row.missing ?? 'served',
    evidenceWords[row.evidence],
  ]);
  return markdownTable(['operation', 'call', 'state', 'is'], rows);
}

/** `GET /contacts/{id}`, below the tenant. */
function callOf(method: string, path: string): string {
  const template = path.replaceAll(/:(\w+)/g, '{$1}').replace('/crm/v2/tenant/{tenant}', '');
  return code(`${method} ${template}`);
}
