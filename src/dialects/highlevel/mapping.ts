/** The two directions between the vendor's wire shapes and the canonical contact; pure. */
export { problemsOf } from './mapping/problem.ts';
export { toCore } from './mapping/to-core.ts';
export {
  toCreatedWire,
  toFoundWire,
  toListedWire,
  toWire,
  type WireForm,
} from './mapping/to-wire.ts';
