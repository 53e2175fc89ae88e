import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReadBatcher } from './read-batcher.ts';

/** Answers with the question doubled, and remembers what was asked together. */
function makeDoubler(most = 10) {
  const asked: (readonly number[])[] = [];
  const batcher = new ReadBatcher<number, number>(most, async (tenantId, questions) => {
    asked.push([tenantId, ...questions]);
    await Promise.resolve();
    if (questions.includes(13)) throw new Error('thirteen');
    return questions.map((question) => question * 2);
  });
  return { asked, batcher };
}

/** One after the other, each in a turn of its own. */
async function eachTurn<T>(
  questions: readonly number[],
  ask: (question: number) => Promise<T>,
): Promise<Promise<T>[]> {
  const answers: Promise<T>[] = [];
  for (const question of questions) {
    await endOfTurn();
    answers.push(ask(question));
  }
  return answers;
}

test('asks together what arrives in one turn, and what arrives while that is under way', async () => {
  const { asked, batcher } = makeDoubler();
  const answers = [1, 2].map((question) => batcher.ask(7, question));
  const later = answers.map((answer) => answer.then((doubled) => batcher.ask(7, doubled)));
  expect(await Promise.all(answers)).toEqual([2, 4]);
  expect(await Promise.all(later)).toEqual([4, 8]);
  expect(asked).toEqual([
    [7, 1, 2],
    [7, 2, 4],
  ]);
});

test('waits for more as long as each turn brings some, and no longer than until they are enough', async () => {
  const { asked, batcher } = makeDoubler(3);
  const arriving = eachTurn([2, 3, 4], (question) => batcher.ask(7, question));
  const first = batcher.ask(7, 1);
  expect(await Promise.all([first, ...(await arriving)])).toEqual([2, 4, 6, 8]);
  expect(asked).toEqual([
    [7, 1, 2, 3],
    [7, 4],
  ]);
});

test('never asks for two tenants together', async () => {
  const { asked, batcher } = makeDoubler();
  await Promise.all([batcher.ask(7, 1), batcher.ask(8, 2), batcher.ask(7, 3), batcher.ask(8, 4)]);
  expect(asked.toSorted(([one = 0], [other = 0]) => one - other)).toEqual([
    [7, 1, 3],
    [8, 2, 4],
  ]);
});

test('asks no more at once than it may', async () => {
  const { asked, batcher } = makeDoubler(2);
  await Promise.all([1, 2, 3, 4].map((question) => batcher.ask(7, question)));
  expect(asked).toEqual([
    [7, 1, 2],
    [7, 3, 4],
  ]);
});

test('fails those that were asked together, and answers the next', async () => {
  const { batcher } = makeDoubler(2);
  const outcomes = await Promise.allSettled([1, 13, 2, 3].map((one) => batcher.ask(7, one)));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
