/**
 * What each of the thirty cells has to show, written down from the fixture and the mapping's table of fields, and never from
 * the code that is being shown.
 */
import type { Preparation, Writer } from '../write.ts';
import type { Row } from './blank.ts';
import { ofHighlevel } from './highlevel.ts';
import { ofServicem8 } from './servicem8.ts';
import { ofServicetitan } from './servicetitan.ts';
import { ofUnified } from './unified.ts';
import { ofVoipbin } from './voipbin.ts';

export type Expectation = Readonly<Record<Writer, Row>>;

export function expectation({ locationId, fieldId }: Preparation): Expectation {
  const location = { locationId };
  return {
    servicem8: ofServicem8(location),
    unified: ofUnified(location, fieldId),
    servicetitan: ofServicetitan(location),
    voipbin: ofVoipbin(location),
    highlevel: ofHighlevel(location, fieldId),
  };
}
