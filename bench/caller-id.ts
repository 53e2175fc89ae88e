/**
 * (g) Who calls: look-ups by phone among 1,000,000 contacts against 10,000, 64 clients, through the native look-up, the
 * line of text that telephones show, and VoIPBIN's look-up. The number asked for is any of those stored.
 */
import { phoneOf } from './support/fill.ts';
import { requestText } from './support/http-connection.ts';
import { httpTimesOf, median, quantile } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const clients = 64;
const rounds = 3;
const target = 1.3;
/** So many times longer than a measured round, so that the pages of a million contacts have been read once. */
const warmUp = 6;

export interface CallerIdSide {
  readonly server: ServerProcess;
  readonly stored: number;
}

type Requests = (side: CallerIdSide) => () => string;

const routes: Readonly<Record<string, Requests>> = {
  '/api/v1/lookup': native('/api/v1/lookup?phone='),
  '/callerid': native('/callerid?number='),
  'VoIPBIN /contacts/lookup': (side) => {
    const path = `/v1.0/contacts/lookup?accesskey=${side.server.sandbox.voipbin.accesskey}&phone=`;
    return () => requestText('GET', path + anyNumber(side), {});
  },
};

/** The two sides are measured in turn, so that both see the same weather; the first round, a longer one, warms both up. */
export async function benchCallerId(
  large: CallerIdSide,
  small: CallerIdSide,
  seconds: number,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, requests] of Object.entries(routes)) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const length = round === 0 ? seconds * warmUp : seconds;
      const few = await timesOf(small, requests, length);
      const many = await timesOf(large, requests, length);
      if (round === 0) continue;
      theirs.push(...few);
      ours.push(...many);
    }
    findings.push(compared(name, { large, small }, { ours, theirs }));
  }
  return findings;
}

function compared(
  name: string,
  sides: { readonly large: CallerIdSide; readonly small: CallerIdSide },
  { ours, theirs }: { readonly ours: readonly number[]; readonly theirs: readonly number[] },
): Finding {
  const [many, few] = [median(ours), median(theirs)];
  const words = (times: readonly number[], { stored }: CallerIdSide): string =>
    `${median(times).toFixed(2)} ms (p99 ${quantile(times, 0.99).toFixed(1)}) among ${stored}`;
  const detail = `${words(ours, sides.large)}, ${words(theirs, sides.small)} contacts`;
  return atMost(`caller ID, ${name}`, detail, many / few, target);
}

function timesOf(side: CallerIdSide, requests: Requests, seconds: number): Promise<number[]> {
  const request = requests(side);
  return httpTimesOf({ port: side.server.port, clients, seconds, status: 200, request });
}

function native(path: string): Requests {
  return (side) => {
    const headers = { authorization: `Bearer ${side.server.sandbox.native.apiKey}` };
    return () => requestText('GET', path + anyNumber(side), headers);
  };
}

function anyNumber({ stored }: CallerIdSide): string {
  return encodeURIComponent(phoneOf(Math.floor(Math.random() * stored)));
}
