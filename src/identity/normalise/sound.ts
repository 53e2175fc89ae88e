/** How a name sounds, coarsely: spellings of one name that people mix up come to one code. */

const rules: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/sch|sh|ch|tch/g, 'x'],
  [/ph/g, 'f'],
  [/th|dt/g, 't'],
  [/ck|c(?=[^eiy]|$)|q/g, 'k'],
  [/[cz]/g, 's'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/x/g, 'x'],
  [/[wv]/g, 'v'],
  [/[jy]/g, 'i'],
  [/d/g, 't'],
  [/b/g, 'p'],
];

/** A few letters; `''` for a text without Latin letters. */
export function soundOf(name: string): string {
  let code = name.replaceAll(/[^a-z]/g, '');
  for (const [pattern, by] of rules) code = code.replaceAll(asGlobal(pattern), by);
  const first = code.slice(0, 1).replace(/[aeiou]/, 'a');
  const rest = code.slice(1).replaceAll(/[aeiouh]/g, '');
  return `${first}${rest}`.replaceAll(/(.)\1+/g, '$1').slice(0, 6);
}

const globals = new Map<RegExp, RegExp>();

function asGlobal(pattern: RegExp): RegExp {
  if (pattern.global) return pattern;
  const known = globals.get(pattern) ?? new RegExp(pattern.source, 'g');
  globals.set(pattern, known);
  return known;
}
