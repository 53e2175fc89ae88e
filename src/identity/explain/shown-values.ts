/** The values of two records as a person may read them. */
import type { MatchRecord } from '../match-record.ts';
import { isMissing } from '../normalise/fold.ts';
import { normaliseStreet } from '../normalise/street.ts';
import { At } from '../score/fields.ts';

/** The values of one field of both, `''` where there is none. */
export type ShownValues = (field: number) => readonly [string, string];

/** Reads them out of the records as they were entered. */
export function shownValues(a: MatchRecord, b: MatchRecord): ShownValues {
  return (field) => [valueOf(a, field), valueOf(b, field)];
}

type Reader = (record: MatchRecord) => readonly (string | null | undefined)[];

const readers: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [At.given, (record) => [record.given || record.nickname || record.full]],
  [At.family, (record) => [record.family || record.full || record.given]],
  [At.order, (record) => [record.given, record.family]],
  [At.generation, (record) => [record.suffix]],
  [At.birth, (record) => [record.birth]],
  [At.phone, (record) => record.phones ?? []],
  [At.email, (record) => record.emails ?? []],
  [At.company, (record) => [record.company]],
  [At.identifier, (record) => record.identifiers ?? []],
  [At.middle, (record) => [record.middle]],
]);

// oxlint-disable-next-line complexity -- what is counted are defaults and short circuits of one plain decision
function valueOf(record: MatchRecord, field: number): string {
  const read = readers.get(field);
  if (read) return listed(read(record), field === At.order ? ' ' : ' or ');
  const { number, street, line2, postcode, city } = record.addresses?.[0] ?? {};
  if (field === At.street) return listed([number, street], ' ');
  if (field === At.houseNumber) return number || normaliseStreet(null, street).number;
  if (field === At.line2) return line2 ?? '';
  if (field === At.place) return listed([postcode, city], ' ');
  return record.others?.[field - At.others] ?? '';
}

function listed(values: readonly (string | null | undefined)[], joint: string): string {
  return values.filter((value) => !isMissing(value)).join(joint);
}
