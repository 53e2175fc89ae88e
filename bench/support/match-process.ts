/** Makes and matches as many contacts as its argument says, and prints the outcome as JSON. */
import { scorePairs } from '../../scripts/match/measure.ts';
import { Matcher } from '../../src/identity/match.ts';
import type { MatchRecord } from '../../src/identity/match-record.ts';
import { normaliseRecord } from '../../src/identity/table/record-form.ts';
import { population } from '../people/population.ts';
import { usual } from '../people/spoil.ts';

const seed = 7;
const records = Number(process.argv[2]);
const matcher = new Matcher();
const truth: string[] = [];
const exact = new Map<string, number[]>();
let seconds = 0;

for (const { record, label } of population(records, seed, usual)) {
  const began = performance.now();
  matcher.add(record);
  seconds += (performance.now() - began) / 1000;
  truth.push(label);
  noteExact(record, truth.length - 1);
}
const began = performance.now();
const matches = matcher.run();
seconds += (performance.now() - began) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const everyPair = (): boolean => true;
const { precision, recall, f1 } = scorePairs(matches.clusters, truth, everyPair);
const exactF1 = scorePairs([...exact.values()], truth, everyPair).f1;
const { candidates } = matches;
process.stdout.write(
  JSON.stringify({ records, seconds, megabytes, candidates, precision, recall, f1, exactF1 }),
);

/** The reference: the same name with the same first number, else the same first e-mail address. */
function noteExact(record: MatchRecord, index: number): void {
  const { name, phones, emails } = normaliseRecord(record);
  const key = `${name.given} ${name.family} ${phones[0] ?? emails[0]?.key ?? index}`;
  const group = exact.get(key);
  if (group) group.push(index);
  else exact.set(key, [index]);
}
