/** What belongs to a workspace goes by the workspace's clock: nobody there asks the machine's by mistake. */
import { expect, test } from 'vitest';
import { repositoryFiles, textOf } from './repository-file.ts';

const ofWorkspaces = /^src\/(?:dialects|events|storage\/tenant|core\/service)\/.*(?<!\.test)\.ts$/;
const asksTheMachine = /(?<!\))\.?\b#?clock\.now\(\)/g;

/** Who asks the machine's clock there, how often, and why. */
const allowed: Readonly<Record<string, number>> = {
  // Leases are between processes; what is known of rights ages by the machine.
  'src/events/webhook/workspace-round.ts': 1,
  'src/events/webhook/subscription-run.ts': 2,
  // A workspace's clock is moved against the machine's.
  'src/core/service/sandbox-service.ts': 1,
};

test('only those who have a reason ask the machine’s clock where workspaces are worked on', () => {
  const files = repositoryFiles().filter((file) => ofWorkspaces.test(file));
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file): [string, number][] => {
    const count = textOf(file)?.match(asksTheMachine)?.length ?? 0;
    return count === 0 ? [] : [[file, count]];
  });
  expect(Object.fromEntries(found)).toEqual(allowed);
});
