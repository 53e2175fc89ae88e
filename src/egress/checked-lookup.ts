/** Finds the addresses of a name at the moment of connecting, and lets the socket see only those that may be called. */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Every address of a name. Rejects when it has none. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** None of the addresses may be called. */
export class AddressRefused extends Error {}

/**
 * A lookup for `net.connect`. The socket connects to an address that it was given here, so that a name cannot point
 * elsewhere between the check and the connection.
 */
export function checkedLookup(
  resolve: Resolve,
  mayCall: (address: string) => boolean,
): LookupFunction {
  const answer = async (
    ...[name, options, callback]: Parameters<LookupFunction>
  ): Promise<void> => {
    const usable = await usableAddresses(name);
    const [first] = Array.isArray(usable) ? usable : [];
    if (!Array.isArray(usable)) callback(usable, '', 0);
    else if (options.all === true) callback(null, usable);
    else callback(null, first?.address ?? '', first?.family);
  };
  const usableAddresses = async (name: string): Promise<LookupAddress[] | Error> => {
    try {
      const usable = (await resolve(name)).filter(({ address }) => mayCall(address));
      return usable.length === 0 ? new AddressRefused('No address that may be called') : usable;
    } catch (error) {
      return error instanceof Error ? error : new Error('No answer', { cause: error });
    }
  };
  return (...call) => {
    void answer(...call);
  };
}
