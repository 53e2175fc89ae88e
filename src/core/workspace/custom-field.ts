/** Custom-field definitions: what a value may be, and the key that writers may use in place of the id. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** HighLevel's data types, spelled as on its wire (MONETORY included). */
export const customFieldTypes = [
  'TEXT',
  'LARGE_TEXT',
  'NUMERICAL',
  'PHONE',
  'MONETORY',
  'CHECKBOX',
  'SINGLE_OPTIONS',
  'MULTIPLE_OPTIONS',
  'FLOAT',
  'DATE',
  'TEXTBOX_LIST',
  'FILE_UPLOAD',
  'RADIO',
  'EMAIL',
  'SIGNATURE',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

export interface CustomField {
  readonly id: Uuid;
  /** `[a-z0-9_]+`, unique in the workspace; HighLevel shows it as `contact.<key>`. */
  readonly key: string;
  readonly name: string;
  readonly dataType: CustomFieldType;
  readonly placeholder: string;
  readonly options: readonly string[];
  readonly position: number;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface CustomFieldDraft {
  readonly id?: Uuid;
  readonly name: string;
  readonly key?: string;
  readonly dataType: CustomFieldType;
  readonly placeholder?: string;
  readonly options?: readonly string[];
  readonly position?: number;
}
export type CustomFieldPatch = Partial<Omit<CustomFieldDraft, 'id' | 'key' | 'dataType'>>;
