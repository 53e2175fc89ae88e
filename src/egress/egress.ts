/**
 * The only module that calls out. Every request goes to an address that was checked when the socket connected, follows no
 * redirect, sends no credential, and is bounded in time and in what is read of the answer.
 */
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type {
  Outbound,
  OutboundFailure,
  OutboundRequest,
  OutboundResult,
} from '../core/port/outbound.ts';
import { type AddressRuleOptions, makeAddressRules } from './address-rules.ts';
import { AddressRefused, checkedLookup, type Resolve } from './checked-lookup.ts';

export interface EgressOptions extends AddressRuleOptions {
  /** How names are looked up; as the system does if absent. */
  readonly resolve?: Resolve;
}

/** Nobody has more to say to a webhook. */
const mostAnswerBytes = 16 * 1024;
const longestUrl = 2000;

/** Throws `RangeError` when `allowed` holds something that is no network. */
export function makeEgress(options: EgressOptions): Outbound {
  const rules = makeAddressRules(options);
  const resolve = options.resolve ?? ((name: string) => lookup(name, { all: true }));
  return {
    refusalOf: (text, { sandbox }) => {
      const url = URL.parse(text);
      if (url === null || text.length > longestUrl) return 'must be a URL';
      return refusalOf(url, (address) => rules.mayCall(address, { sandbox }));
    },
    post: async (request) => {
      const url = URL.parse(request.url);
      const mayCall = (address: string): boolean => rules.mayCall(address, request);
      if (url === null || refusalOf(url, mayCall) !== null) return { failure: 'refused' };
      const signal = AbortSignal.timeout(request.timeoutMs);
      try {
        return await post(url, request, { signal, lookup: checkedLookup(resolve, mayCall) });
      } catch (error) {
        return { failure: signal.aborted ? 'timeout' : failureOf(error) };
      }
    },
  };
}

function refusalOf(url: URL, mayCall: (address: string) => boolean): string | null {
  if (!/^https?:$/.test(url.protocol)) return 'must begin with https:// or http://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A socket connects to a literal address without looking anything up.
  const isLiteral = /^[\d.]+$|:/.test(host);
  return isLiteral && !mayCall(host) ? 'must be a public address' : null;
}

async function post(
  url: URL,
  { headers, body }: OutboundRequest,
  options: { readonly signal: AbortSignal; readonly lookup: LookupFunction },
): Promise<OutboundResult> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      // No connection outlives its request: each is made to an address that was checked for it.
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      ...options,
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
  return { status: answer.statusCode ?? 0, body: await readAnswer(answer) };
}

/** What follows after a good deal of it is not read. */
async function readAnswer(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer) {
    if (!Buffer.isBuffer(part)) continue;
    parts.push(part);
    length += part.length;
    // Leaving the loop closes the connection.
    if (length >= mostAnswerBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostAnswerBytes).toString('utf8');
}

function failureOf(error: unknown): OutboundFailure {
  if (error instanceof AddressRefused) return 'refused';
  if (!(error instanceof Error)) return 'unreachable';
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ENOTFOUND' || code.startsWith('EAI_') ? 'unresolved' : 'unreachable';
}
