/** People put together from rows that are lists of columns, in the order that `match-sql.ts` names them. */
import type { Person } from '../../../core/port/match-store.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { RowList } from '../../database.ts';
import { rowListAs } from '../table.ts';

type Text = string | null;
type PersonRow = readonly [Uuid, ...(readonly Text[])];
type MethodRow = readonly [Uuid, string, string];
type AddressRow = readonly [Uuid, Text, Text, Text, Text, Text];

interface Growing extends Person {
  readonly phones: string[];
  readonly emails: string[];
  readonly addresses: Person['addresses'][number][];
}

/** In the order of `people`; what belongs to nobody among them is passed over. */
export function assemblePeople(
  people: readonly RowList[],
  methods: readonly RowList[],
  addresses: readonly RowList[],
): readonly Person[] {
  const found = people.map((row) => personOf(rowListAs<PersonRow>(row)));
  const byId = new Map(found.map((person) => [person.id, person]));
  for (const row of methods) {
    const [id, kind, key] = rowListAs<MethodRow>(row);
    const person = byId.get(id);
    (kind === 'phone' ? person?.phones : person?.emails)?.push(key);
  }
  for (const row of addresses) {
    const [id, street1, street2, city, state, postalCode] = rowListAs<AddressRow>(row);
    byId.get(id)?.addresses.push({ street1, street2, city, state, postalCode });
  }
  return found;
}

// oxlint-disable-next-line complexity -- what the rule counts is `?? null` on columns that are always there
function personOf([id, ...columns]: PersonRow): Growing {
  return {
    id,
    givenName: columns[0] ?? null,
    familyName: columns[1] ?? null,
    fullName: columns[2] ?? null,
    displayName: columns[3] ?? null,
    middleName: columns[4] ?? null,
    nickname: columns[5] ?? null,
    nameSuffix: columns[6] ?? null,
    dateOfBirth: columns[7] ?? null,
    companyName: columns[8] ?? null,
    externalId: columns[9] ?? null,
    phones: [],
    emails: [],
    addresses: [],
  };
}
