/**
 * What a dialect can do, and on whose word: conformance tests skip by it and the tables in the docs are printed from it.
 * What it cannot do has a reason.
 */

/** In the order of the table. */
export const abilityNames = [
  'create',
  'get',
  'list',
  'update',
  'delete',
  'restore',
  'client-ids',
  'lookup',
  'search',
  'jobs',
  'accounts',
  'relations',
  'tags',
  'custom-fields',
  'consent',
  'exports',
  'webhooks',
  'sign-in',
  'rate-limits',
  'openapi',
] as const;
export type Ability = (typeof abilityNames)[number];

/**
 * `documented`: the vendor's own documents say so. `observed`: its published clients, or people who watched the live
 * service, show it. `ours`: nobody says, or they contradict each other; `why` gives the reason.
 */
export type Evidence = 'documented' | 'observed' | 'ours';

export type AbilityState =
  | { readonly served: true; readonly evidence: 'documented' | 'observed' }
  | { readonly served: true; readonly evidence: 'ours'; readonly why: string }
  | { readonly served: false; readonly why: string };

export type Abilities = Readonly<Record<Ability, AbilityState>>;

/** How something is done where a client could expect it otherwise; `why` is the source or, where it is ours, the reason. */
export type Behaviour = readonly [what: string, evidence: Evidence, why: string];

export const documented: AbilityState = { served: true, evidence: 'documented' };

export function ours(why: string): AbilityState {
  return { served: true, evidence: 'ours', why };
}

export function missing(why: string): AbilityState {
  return { served: false, why };
}
