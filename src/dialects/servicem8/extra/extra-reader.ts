import type { JsonObject } from '../../../core/value/json.ts';
import { emptyTexts, type ExtraFields, type ExtraKind, type FieldOf } from './extra-kind.ts';

/** Reads the bag as it is sent. What another writer left there in another type counts as empty. */
export class ExtraReader<Fields extends ExtraFields> {
  readonly #fields: Fields;
  readonly #bag: JsonObject;

  constructor(fields: Fields, extra: Readonly<Record<string, JsonObject>>) {
    this.#fields = fields;
    this.#bag = extra['servicem8'] ?? {};
  }

  text(field: FieldOf<Fields, Exclude<ExtraKind, 'flag' | 'number'>>): string {
    const value = this.#bag[field];
    if (typeof value === 'string' && value !== '') return value;
    const kind: ExtraKind = this.#fields[field] ?? 'text';
    return emptyTexts[kind];
  }

  flag(field: FieldOf<Fields, 'flag'>): 0 | 1 {
    return Number(this.#bag[field]) === 1 ? 1 : 0;
  }

  number(field: FieldOf<Fields, 'number'>): number {
    const value = this.#bag[field];
    return typeof value === 'number' ? value : 0;
  }
}
