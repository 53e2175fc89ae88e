/** Between the unified API's contact and the canonical one: pure, one direction a file. */
export { toRemotePatch, type FieldKeys } from './mapping/remote-fields.ts';
export { toCore, type AccountPatch } from './mapping/to-core.ts';
export { shownAccount, toWire, type AccountNames, type View } from './mapping/to-wire.ts';
export { bodyWarnings, parameterWarnings } from './mapping/warning.ts';
