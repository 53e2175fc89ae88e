/** Conditions on the value that a contact has for a custom field. */
import type { CustomFieldFilter } from '../../core/port/list-query.ts';
import type { Parameters } from './list/parameters.ts';

const orders = { gte: '>=', gt: '>', lt: '<', lte: '<=' } as const;

export function customFieldCondition(filter: CustomFieldFilter, parameters: Parameters): string {
  const key = parameters.add(filter.id, 'text');
  const [json, text] = [`(c.custom_fields->${key})`, `(c.custom_fields->>${key})`];
  if (filter.op === 'present') return `${text} <> ''`;
  if (filter.op === 'contains')
    return `position(lower(${parameters.add(filter.value, 'text')}) in lower(${text})) > 0`;
  if (filter.op === 'eq') {
    const value = parameters.add(String(filter.value), 'text');
    return `(lower(btrim(${text})) = lower(btrim(${value})) or ${json} @> to_jsonb(${value}))`;
  }
  const { op, value } = filter;
  if (typeof value === 'string')
    return `${text} collate "C" ${orders[op]} ${parameters.add(value, 'text')}`;
  const number = parameters.add(value, 'float8');
  return `case when jsonb_typeof(${json}) = 'number' then ${text}::float8 ${orders[op]} ${number} end`;
}
