/** Why two contacts look like one person, for reading and for scripts. */
import { styleText } from 'node:util';
import type { Explanation } from '../../identity/explain/explain-pair.ts';
import type { DuplicatePair } from '../../identity/find-duplicates.ts';

/** The reasons, strongest first, each with its weight in bits. */
export function reasonLines({ summary, probability, reasons, conflicts }: Explanation): string[] {
  const percent = Math.min(99.9, probability * 100).toFixed(1);
  const warning =
    conflicts.length === 0 ? [] : [styleText('yellow', '  Look twice: what should agree differs.')];
  return [
    `  ${summary} (${percent} %)`,
    ...warning,
    ...reasons.map(({ weight, sentence }) => `  ${signed(weight)}  ${sentence}`),
  ];
}

function signed(weight: number): string {
  const text = `${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}`.padStart(6);
  return styleText(weight >= 0 ? 'green' : 'red', text);
}

export function toExplanationJson({ a, b, explanation }: DuplicatePair): Record<string, unknown> {
  const contacts = [a, b].map(({ id, name }) => ({ id, name }));
  return { contacts, ...explanation };
}
