/** The faults of Sandboxes, as a table. */
import { type FaultForm, faultForms, type FaultOption } from '../../src/core/sandbox/fault.ts';
import { markdownTable } from './markdown.ts';

export function faultTable(): string {
  const rows = Object.entries(faultForms).map(([name, form]: [string, FaultForm]) => [
    `\`${name}\``,
    form.does,
    Object.entries(form.options)
      .map(([option, rule]) => `\`${option}\`: ${valuesOf(rule)}`)
      .join('; '),
    form.kind === 'request' ? 'header or rule' : 'rule',
  ]);
  return markdownTable(['fault', 'what it does', 'options', 'asked for by'], rows);
}

function valuesOf(rule: FaultOption): string {
  if (rule.type === 'word') return `${rule.words.join(', ')} (${rule.default})`;
  if (rule.type === 'number') return `${rule.from} to ${rule.to} (${rule.default})`;
  return `a duration up to ${rule.longest} (${rule.default})`;
}
