/** Refuses requests for hosts that this server does not answer for, so that no web page can reach it under a name of its own. */
import { isIP } from 'node:net';

export interface HostRules {
  /** Host names (no ports) beside the loopback ones. */
  readonly names: readonly string[];
  /** Any address written as a number: for servers that listen openly on purpose. A web page's own name never is one. */
  readonly anyAddress: boolean;
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const mostRemembered = 1000;
const portSuffix = /:\d{1,5}$/;

/** Whether a Host header's value is answered for. */
export function makeHostCheck(rules: HostRules): (host: string | undefined) => boolean {
  const names = new Set([...loopback, ...rules.names.map((name) => name.toLowerCase())]);
  const remembered = new Map<string, boolean>();
  const check = (host: string): boolean => {
    const name = host.toLowerCase().replace(portSuffix, '');
    return names.has(name) || (rules.anyAddress && isAddress(name));
  };
  return (host) => {
    if (host === undefined) return false;
    const known = remembered.get(host);
    if (known !== undefined) return known;
    if (remembered.size >= mostRemembered) remembered.clear();
    const answer = check(host);
    remembered.set(host, answer);
    return answer;
  };
}

function isAddress(name: string): boolean {
  return isIP(name.startsWith('[') ? name.slice(1, -1) : name) !== 0;
}
