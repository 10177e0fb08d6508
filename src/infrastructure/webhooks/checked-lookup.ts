import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';

import type { ReachableAddresses } from './reachable-addresses';

/** A name of a host leads to no address that may be connected to; which ones it leads to is told to nobody outside. */
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
      else if (first === undefined) answer(new UnreachableAddress(`${host} is not at a public address`), []);
      else if (options.all === true) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}
