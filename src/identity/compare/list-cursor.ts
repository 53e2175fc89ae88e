/** Where the lists of a record begin, for the comparisons that walk over them. */
import {
  addressCount,
  emailCount,
  emailSize,
  Head,
  identifierCount,
  phoneCount,
  wordCount,
} from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';

/** Set to a record, then read; one object serves millions of pairs. */
export class ListCursor {
  start = 0;
  phones = 0;
  phonesEnd = 0;
  emailsEnd = 0;
  identifiersEnd = 0;
  addressesEnd = 0;

  /** Each list begins where the one before ends; `size` is what one address takes. */
  moveTo(table: RecordTable, record: number, size: number): void {
    const start = table.startOf(record);
    const packed = table.heap[start + Head.lengths] ?? 0;
    this.start = start;
    this.phones = start + Head.others + table.others + wordCount(packed);
    this.phonesEnd = this.phones + phoneCount(packed);
    this.emailsEnd = this.phonesEnd + emailCount(packed) * emailSize;
    this.identifiersEnd = this.emailsEnd + identifierCount(packed);
    this.addressesEnd = this.identifiersEnd + addressCount(packed) * size;
  }
}
