/** `polydex merge` and `polydex unmerge`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NativeApi } from '../conformance/dialect-drivers/native-api.ts';
import { runHere } from '../support/command.ts';
import { textAt } from '../support/http-call.ts';
import type { Ending } from '../support/program.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
let api: NativeApi;
beforeAll(async () => {
  server = await openWorkspace();
  api = new NativeApi(server.baseUrl, server.sandbox);
});
afterAll(() => server.stop());

function polydex(...args: string[]): Promise<Ending> {
  const here = ['--workspace', server.sandbox.workspace.id];
  return runHere([...args, ...here], server.env);
}

const idBehind = async (id: string): Promise<string> =>
  textAt(await api.done('GET', `/contacts/${id}`), 'id');

test('previews, merges and takes apart again two contacts', async () => {
  const [ann, anna] = [
    await api.create({ givenName: 'Ann' }),
    await api.create({ givenName: 'Anna' }),
  ];
  const preview = await polydex('merge', ann, anna, '--rule', 'complete', '--preview');
  expect(preview).toMatchObject({ code: 0, stderr: '' });
  expect(preview.stdout).toMatch(/name +.*"Anna".* loser/);
  expect(await idBehind(anna)).toBe(anna);

  const merged = await polydex('merge', ann, anna, '--yes', '--json');
  expect(JSON.parse(merged.stdout)).toMatchObject({ contactId: ann });
  expect(await idBehind(anna)).toBe(ann);

  const undone = await polydex('unmerge', anna, '--different');
  expect(undone).toMatchObject({
    code: 0,
    stdout: `Ann (${ann}) and Anna (${anna}) are two again.\n`,
  });
  const again = await polydex('merge', ann, anna, '--yes');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('not the same person');
  expect((await polydex('merge', ann, 'anna')).code).toBe(2);
});
