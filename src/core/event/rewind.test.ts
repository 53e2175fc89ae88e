import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameUuid } from '../../../test/support/hub-fixture.ts';
import { instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import { changesBody, creationBody } from './diff.ts';
import type { HubEvent } from './event.ts';
import { beginsAnew, forgetsPlaces, stateAfter, stateBefore } from './rewind.ts';

function event(body: JsonObject | null): HubEvent {
  const id = nameUuid('record');
  return {
    seq: 1,
    at: instant(0),
    entityType: 'contact',
    entityId: id,
    type: 'updated',
    actor: 1,
    credentialId: id,
    dialect: 'native',
    connectionId: null,
    causeId: null,
    requestId: 'request',
    version: 1,
    body,
  };
}

/** Not empty: a creation leaves out what says nothing. */
const words = fc.string({ minLength: 1 });
const item = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), value: words });
const items = fc
  .uniqueArray(item, { selector: ({ id }) => id })
  .map((list) => list.map((entry, position) => ({ ...entry, position })));
const record = fc.record({
  name: fc.option(words),
  flag: fc.boolean(),
  bag: fc.dictionary(fc.string(), fc.string()),
  items,
});
const blank = { name: null, flag: false, bag: {}, items: [] };

test('taking back a change gives what was before it, and doing it again what was after', () => {
  fc.assert(
    fc.property(record, record, (before, after) => {
      const change = event(changesBody(before, after));
      expect(stateBefore(after, change, blank)).toEqual(before);
      expect(stateAfter(before, change, blank)).toEqual(after);
    }),
  );
});

test('a creation tells the state after it, a removal that before it', () => {
  fc.assert(
    fc.property(record, (made) => {
      const { after = null } = creationBody(made);
      const creation = event({ after });
      expect(stateAfter(null, creation, blank)).toEqual(made);
      expect(stateBefore(made, creation, blank)).toBeNull();
      expect(stateBefore(null, event({ before: after }), blank)).toEqual(made);
    }),
  );
});

test('an erased event tells nothing, neither way', () => {
  expect(stateBefore(blank, event(null), blank)).toBeNull();
  expect(stateAfter(blank, event(null), blank)).toBeNull();
});

test('knows which events tell the whole state, and which lose the order of a list', () => {
  expect(beginsAnew(event({ after: {} }))).toBe(true);
  expect(beginsAnew(event({ changes: {} }))).toBe(false);
  const taken = (entry: object) => event(changesBody({ tags: [entry] }, { tags: [] }));
  expect(forgetsPlaces(taken({ id: 'a' }))).toBe(true);
  expect(forgetsPlaces(taken({ id: 'a', position: 0 }))).toBe(false);
});
