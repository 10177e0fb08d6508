import type { LookupAddress } from 'node:dns';
import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';

import type { ReachableAddresses } from './reachable-addresses';

/** A name of a host leads to no address that may be connected to. */
export class UnreachableAddress extends Error {
  override readonly name = 'UnreachableAddress';
}

/**
 * For `lookup` of a connection: of what a name means at that moment, only the addresses that may be connected to. The connection goes
 * to one of those and nowhere else, so a name that means something else the next time gains nothing.
 */
export function checkedLookup(reachable: ReachableAddresses): LookupFunction {
  return (host, options, answer) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      const addresses = error === null ? found.filter(({ address }) => reachable.includes(address)) : [];
      const [first] = addresses;
      if (error !== null) answer(error, []);
      else if (first === undefined) answer(new UnreachableAddress(notPublic(host, found)), []);
      else if (options.all === true) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}

function notPublic(host: string, found: readonly LookupAddress[]): string {
  return `${host} is not at a public address (${found.map(({ address }) => address).join(', ')})`;
}
