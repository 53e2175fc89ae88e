import { expect, test } from 'vitest';
import { Matcher } from './match.ts';
import { scoreContact } from './score-contact.ts';

const phones = ['+15550109999'];
const typed = { given: 'Bob', family: 'Ashby', phones };
const candidates = [
  { given: 'Robert', family: 'Ashby', phones },
  { given: 'Mary', family: 'Ashby', phones },
  { given: 'Robert', family: 'Teller' },
];

test('a new contact looks like the one it is, not like the family', () => {
  const verdicts = scoreContact(typed, candidates, { contacts: 5000 }).map(
    ({ verdict }) => verdict,
  );
  expect(verdicts).toEqual(['same', 'unlikely', 'unlikely']);
});

test('says nothing of no candidates', () => {
  expect(scoreContact(typed, [], { contacts: 0 })).toEqual([]);
});

test('what was learned of the whole list can be given, and survives being stored as JSON', () => {
  const matcher = new Matcher();
  for (const record of [...candidates, typed]) matcher.add(record);
  const { model } = matcher.run();
  const stored: typeof model = JSON.parse(JSON.stringify(model)) as typeof model;
  const given = { contacts: 5000, model };
  expect(scoreContact(typed, candidates, { ...given, model: stored })).toEqual(
    scoreContact(typed, candidates, given),
  );
});
