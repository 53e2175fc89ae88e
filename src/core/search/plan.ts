/** From what a query says to what the store is asked for. */
import type { ContactFilter } from '../port/list-query.ts';
import type { PlannedWord, SearchPlan } from '../port/search-query.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Region } from '../workspace/workspace.ts';
import { refuseAt } from './query-token.ts';
import type { SearchCondition, SearchNode } from './search-node.ts';
import { wordPatterns } from './word-pattern.ts';

export interface PlanSetting {
  readonly region: Region;
  /** The ids of the workspace's custom fields by key. */
  readonly fieldIds: ReadonlyMap<string, Uuid>;
}

/** @throws InvalidInput of `q` for a custom field that the workspace does not have. */
export function planOf(node: SearchNode, setting: PlanSetting): SearchPlan {
  if ('nodes' in node)
    return { kind: node.kind, nodes: node.nodes.map((inner) => planOf(inner, setting)) };
  if (node.kind === 'not') return { kind: 'not', node: planOf(node.node, setting) };
  if (node.kind === 'word') return { ...node, patterns: wordPatterns(node, setting.region) };
  if (node.kind === 'origin' || node.kind === 'contact-kind') return node;
  return { kind: 'filter', filter: filterOf(node, setting) };
}

type Filtered = Exclude<SearchCondition, { kind: 'origin' | 'contact-kind' }>;

function filterOf(node: Filtered, { fieldIds }: PlanSetting): ContactFilter {
  switch (node.kind) {
    case 'text':
      return { field: node.field, op: 'contains', value: node.value };
    case 'external-id':
      return { field: 'externalId', op: 'eq', value: node.value };
    case 'tag':
      return { field: 'tag', value: node.name };
    case 'flag':
      return { field: node.field, value: true };
    case 'present':
      return { field: node.field, op: 'present' };
    case 'id':
      return { field: 'id', value: node.id };
    case 'time':
      return timeFilter(node);
    case 'custom-field':
      return customFieldFilter(node, fieldIds);
  }
}

function timeFilter({ field, span }: Extract<SearchCondition, { kind: 'time' }>): ContactFilter {
  const filters: ContactFilter[] = [];
  if (span.from !== null) filters.push({ field, op: 'gte', value: span.from });
  if (span.before !== null) filters.push({ field, op: 'lt', value: span.before });
  return { field: 'all', filters };
}

function known(fieldIds: ReadonlyMap<string, Uuid>): string {
  const keys = [...fieldIds.keys()].slice(0, 20);
  return keys.length === 0 ? '; the workspace has none' : `; there are: ${keys.join(', ')}`;
}

function customFieldFilter(
  { key, op, value, position }: Extract<SearchCondition, { kind: 'custom-field' }>,
  fieldIds: ReadonlyMap<string, Uuid>,
): ContactFilter {
  const id = fieldIds.get(key);
  if (id === undefined)
    throw refuseAt(position, `there is no custom field ${key}${known(fieldIds)}`);
  if (op === null) return { field: 'customField', id, op: 'present' };
  if (op === 'eq') return { field: 'customField', id, op, value };
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return { field: 'customField', id, op, value: Number.isFinite(number) ? number : value };
}

/** The words by which a contact may be found: those that nothing denies. */
export function soughtWords(plan: SearchPlan): readonly PlannedWord[] {
  if (plan.kind === 'word') return [plan];
  return plan.kind === 'all' || plan.kind === 'any' ? plan.nodes.flatMap(soughtWords) : [];
}

/** True when a custom field is named, whose definition must be known then. */
export function namesCustomField(node: SearchNode): boolean {
  if (node.kind === 'all' || node.kind === 'any') return node.nodes.some(namesCustomField);
  return node.kind === 'not' ? namesCustomField(node.node) : node.kind === 'custom-field';
}
