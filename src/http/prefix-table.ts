/** The one table that says which dialect a path belongs to, built from what every dialect declares. */
import type { IncomingHttpHeaders } from 'node:http';
import { type Mount, yearMonth } from './mount.ts';

/** The part of a dialect that the table needs. */
export interface Mounted {
  readonly name: string;
  readonly mount: readonly Mount[];
  normalizePath?(path: string): string;
}

interface Rule {
  readonly owner: Mounted;
  readonly segments: readonly string[];
  readonly exact: boolean;
  readonly except: readonly (readonly string[])[];
  readonly when: Mount['when'];
  /** Under the dialect's own prefix, which is cut off before the path is respelled. */
  readonly own: boolean;
}

const yearMonthForm = /^\d{4}-\d{2}$/;

export class PrefixTable {
  /** By first segment; the pattern under its placeholder. */
  readonly #rules = new Map<string, Rule[]>();

  /** Throws naming the two dialects that claim one path. */
  constructor(dialects: readonly Mounted[]) {
    const rules = dialects.flatMap((owner) => [
      ownRule(owner),
      ...owner.mount.map((m) => ruleOf(owner, m)),
    ]);
    for (const [index, rule] of rules.entries()) {
      for (const other of rules.slice(index + 1)) assertApart(rule, other);
      const [first = ''] = rule.segments;
      this.#rules.set(first, [...(this.#rules.get(first) ?? []), rule]);
    }
  }

  /** The path below the owner's prefix, query and all: `/contacts?limit=1` → `/highlevel/contacts?limit=1`. Unclaimed ones as they are. */
  rewrite(url: string, headers: IncomingHttpHeaders): string {
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    const rule = this.#find(path, headers);
    if (rule === undefined) return url;
    const { owner, own } = rule;
    if (owner.normalizePath === undefined) return own ? url : `/${owner.name}${url}`;
    const inner = own ? path.slice(owner.name.length + 1) : path;
    const respelled = `/${owner.name}${owner.normalizePath(inner === '' ? '/' : inner)}`;
    return query === -1 ? respelled : respelled + url.slice(query);
  }

  /** The name of the dialect that a path (without query) belongs to. */
  ownerOf(path: string, headers: IncomingHttpHeaders): string | undefined {
    return this.#find(path, headers)?.owner.name;
  }

  #find(path: string, headers: IncomingHttpHeaders): Rule | undefined {
    const slash = path.indexOf('/', 1);
    const first = slash === -1 ? path.slice(1) : path.slice(1, slash);
    const rules = this.#rules.get(first) ?? this.#patternRules(first);
    return rules?.find((rule) => claims(rule, path, headers));
  }

  #patternRules(first: string): Rule[] | undefined {
    return yearMonthForm.test(first) ? this.#rules.get(yearMonth) : undefined;
  }
}

function ownRule(owner: Mounted): Rule {
  const segments = [owner.name];
  return { owner, segments, exact: false, except: [], when: undefined, own: true };
}

function ruleOf(owner: Mounted, { path, exact, except = [], when }: Mount): Rule {
  const segments = path.split('/').slice(1);
  return {
    owner,
    segments,
    exact: exact === true || path === '/',
    except: except.map((below) => below.split('/').slice(1)),
    when,
    own: false,
  };
}

function claims(rule: Rule, path: string, headers: IncomingHttpHeaders): boolean {
  // Nearly every rule is one segment deep, and that one was looked up already.
  const isPlain = rule.segments.length === 1 && !rule.exact && rule.except.length === 0;
  if (!isPlain && !covers(rule, path.split('/').slice(1))) return false;
  if (rule.when === undefined) return true;
  return (headers[rule.when.header] !== undefined) === (rule.when.is === 'present');
}

function covers(rule: Rule, segments: readonly string[]): boolean {
  if (!startsWith(segments, rule.segments)) return false;
  if (rule.exact && segments.slice(rule.segments.length).some((segment) => segment !== '')) {
    return false;
  }
  return !rule.except.some((below) => startsWith(segments, below));
}

function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((part, index) => isSame(part, segments[index]));
}

function isSame(part: string, segment: string | undefined): boolean {
  if (segment === undefined) return false;
  return part === segment || (part === yearMonth && yearMonthForm.test(segment));
}

/** Two rules meet when one's path leads below the other's, unless it is excepted there or the header decides. */
function assertApart(one: Rule, other: Rule): void {
  if (one.owner === other.owner) return;
  const [outer, inner] = one.segments.length <= other.segments.length ? [one, other] : [other, one];
  const isBelow = outer.exact
    ? inner.segments.length === outer.segments.length && meets(inner.segments, outer.segments)
    : meets(inner.segments, outer.segments);
  if (!isBelow || outer.except.some((below) => startsWith(inner.segments, below))) return;
  if (areOpposite(one.when, other.when)) return;
  throw new Error(
    `${one.owner.name} and ${other.owner.name} both claim /${inner.segments.join('/')}`,
  );
}

function meets(inner: readonly string[], outer: readonly string[]): boolean {
  return outer.every((part, index) => {
    const segment = inner[index];
    return isSame(part, segment) || (segment === yearMonth && yearMonthForm.test(part));
  });
}

function areOpposite(one: Mount['when'], other: Mount['when']): boolean {
  return one !== undefined && one.header === other?.header && one.is !== other.is;
}
