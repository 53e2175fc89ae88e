/**
 * What is written through each dialect, and what every other then shows: DESIGN §2's table, cell by cell, whole records
 * without ids and times. «…» stands for the id of the thing of that name.
 */
import { highlevel } from './highlevel.ts';
import { native } from './native.ts';
import { servicem8 } from './servicem8.ts';
import { servicetitan } from './servicetitan.ts';
import { unified } from './unified.ts';
import { voipbin } from './voipbin.ts';
import type { Row } from './row.ts';

/** By the writer. */
export const table: Readonly<Record<string, Row>> = {
  native,
  servicem8,
  unified,
  servicetitan,
  voipbin,
  highlevel,
};
