/** Every dialect, one line each. */
import type { Dialect } from '../http/plugin.ts';
import { highlevel } from './highlevel/index.ts';
import { native } from './native/index.ts';
import { servicem8 } from './servicem8/index.ts';
import { servicetitan } from './servicetitan/index.ts';
import { unified } from './unified/index.ts';
import { voipbin } from './voipbin/index.ts';

export const dialects: readonly Dialect[] = [
  native,
  servicem8,
  unified,
  servicetitan,
  voipbin,
  highlevel,
];
