/** The kinds of fields that only this vendor knows; they live in a record's `extra.servicem8`, and only while not empty. */
import { emptyStamp } from '../value/stamp.ts';

export type ExtraKind = 'badges' | 'flag' | 'number' | 'stamp' | 'text' | 'uuid';

/** A record's fields of this sort, by their wire names. */
export type ExtraFields = Readonly<Record<string, ExtraKind>>;

/** The names of those that are of one of the kinds. */
export type FieldOf<Fields extends ExtraFields, Kind extends ExtraKind> = {
  [Field in keyof Fields]: Fields[Field] extends Kind ? Field : never;
}[keyof Fields] &
  string;

/** What an empty field reads as a text. */
export const emptyTexts: Readonly<Record<ExtraKind, string>> = {
  badges: '[]',
  flag: '0',
  number: '0',
  stamp: emptyStamp,
  text: '',
  uuid: '',
};
