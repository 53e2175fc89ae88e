/** Which network addresses may be called. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

export interface AddressRules {
  /** The address as text, IPv4 or IPv6. What is no address may not be called. */
  mayCall(address: string, options: { readonly sandbox: boolean }): boolean;
}

export interface AddressRuleOptions {
  /** Networks (`10.0.0.0/8`) and addresses besides the public ones, by the operator's own decision. */
  readonly allowed: readonly string[];
  /** Whether a sandbox may call this machine. */
  readonly loopbackForSandbox: boolean;
}

/** All that is handed out of IPv6; what lies outside stands for something else or for nothing. */
const globalUnicast: Network = ipaddr.IPv6.parseCIDR('2000::/3');
/** Public by its number, but inside a cloud it is the machine's own overseer. */
const hosts: readonly Address[] = [ipaddr.parse('168.63.129.16')];

/** Throws `RangeError` for what `isNetwork` does not accept. */
export function makeAddressRules(options: AddressRuleOptions): AddressRules {
  const allowed = options.allowed.map(parseNetwork);
  return {
    mayCall: (text, { sandbox }) => {
      if (!ipaddr.isValid(text)) return false;
      // An IPv4 address in IPv6's clothes is judged as what it is.
      const address = ipaddr.process(text);
      if (allowed.some((network) => isIn(address, network))) return true;
      if (address.range() === 'loopback') return sandbox && options.loopbackForSandbox;
      return isPublic(address);
    },
  };
}

/** Whether the text is an address or a network in CIDR notation. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

function parseNetwork(text: string): Network {
  if (!isNetwork(text)) throw new RangeError(`Not a network: ${text}`);
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.toByteArray().length * 8];
}

/** Neither private, link-local (where clouds keep their metadata), shared, reserved, multicast nor a tunnel to such. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (hosts.some((host) => isIn(address, [host, host.toByteArray().length * 8]))) return false;
  return address.kind() === 'ipv4' || isIn(address, globalUnicast);
}

function isIn(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match([network, bits]);
}
