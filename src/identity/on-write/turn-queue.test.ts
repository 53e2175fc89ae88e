import { expect, test } from 'vitest';
import { TurnQueue } from './turn-queue.ts';

test('a turn that fails is not asked for again by what it has tried to write itself', async () => {
  const failing = 1;
  const turns: number[] = [];
  const waiting = new Map<number, () => void>();
  const queue = new TurnQueue(async (tenantId) => {
    turns.push(tenantId);
    waiting.get(tenantId)?.();
    if (tenantId !== failing) return 'done';
    queue.add(tenantId, false);
    return 'failed';
  });
  const turnOf = (tenantId: number): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(tenantId, resolve);
      queue.add(tenantId, false);
    });
  queue.add(failing, false);
  await turnOf(2);
  await turnOf(3);
  expect(turns).toEqual([failing, 2, 3]);
  await turnOf(failing);
  expect(turns).toEqual([failing, 2, 3, failing]);
  await queue.stop();
});
