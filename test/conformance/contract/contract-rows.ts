/** The endpoint tables of the vendors that are served whole. */
import type { OperationRow } from './operation-row.ts';
import { highlevel } from './highlevel.ts';
import { servicem8 } from './servicem8.ts';
import { servicetitan } from './servicetitan.ts';
import { voipbin } from './voipbin.ts';

export const contractRows: Readonly<Record<string, readonly OperationRow[]>> = {
  highlevel,
  servicem8,
  servicetitan,
  voipbin,
};
