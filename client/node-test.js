/** `polydex/node-test`: throw-away workspaces for `node:test`. Types: types/node-test.d.ts. */
import { after } from 'node:test';
import { connect } from './sandbox/connect.js';

/** @type {typeof import('./types/node-test.d.ts').sandboxForFile} */
export async function sandboxForFile(order) {
  const workspace = await connect().workspace(order);
  after(() => workspace.remove());
  return workspace;
}

/** @type {typeof import('./types/node-test.d.ts').sandboxFor} */
export async function sandboxFor(test, order) {
  const workspace = await connect().workspace(order);
  test.after(() => workspace.remove());
  return workspace;
}
