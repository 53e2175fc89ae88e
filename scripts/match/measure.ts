/** What was found, held against the truth. */

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** A label for each record: those of one person have the same. */
export type Truth = readonly string[];

/** Whether two records count as a pair at all. */
export type Counts = (a: number, b: number) => boolean;

/** Pairs of records put into one group, against pairs of records of one person. */
export function scorePairs(
  clusters: readonly (readonly number[])[],
  truth: Truth,
  counts: Counts,
): Score {
  let [found, right] = [0, 0];
  for (const cluster of clusters) {
    eachPair(cluster, counts, (a, b) => {
      found += 1;
      if (truth[a] === truth[b]) right += 1;
    });
  }
  return scoreOf(right, found, truePairs(truth, counts));
}

/** Pairs that were linked one by one, before grouping. */
export function scoreLinks(
  pairs: readonly { readonly a: number; readonly b: number }[],
  truth: Truth,
  counts: Counts,
): Score {
  const right = pairs.filter(({ a, b }) => truth[a] === truth[b]).length;
  return scoreOf(right, pairs.length, truePairs(truth, counts));
}

/** Whole groups of two and more: one counts when it holds exactly a person's records. */
export function scoreClusters(clusters: readonly (readonly number[])[], truth: Truth): Score {
  const people = [...groupsOf(truth).values()].filter((group) => group.length > 1);
  const wanted = new Set(people.map(keyOf));
  const right = clusters.filter((cluster) => wanted.has(keyOf(cluster))).length;
  return scoreOf(right, clusters.length, people.length);
}

function truePairs(truth: Truth, counts: Counts): number {
  let pairs = 0;
  for (const group of groupsOf(truth).values()) {
    eachPair(group, counts, () => {
      pairs += 1;
    });
  }
  return pairs;
}

function groupsOf(truth: Truth): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  truth.forEach((label, record) => {
    const group = groups.get(label);
    if (group) group.push(record);
    else groups.set(label, [record]);
  });
  return groups;
}

function eachPair(
  group: readonly number[],
  counts: Counts,
  visit: (a: number, b: number) => void,
): void {
  group.forEach((a, index) => {
    for (const b of group.slice(index + 1)) if (counts(a, b)) visit(a, b);
  });
}

function scoreOf(right: number, found: number, wanted: number): Score {
  const precision = found === 0 ? 1 : right / found;
  const recall = wanted === 0 ? 1 : right / wanted;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

function keyOf(group: readonly number[]): string {
  return group.toSorted((a, b) => a - b).join(' ');
}
