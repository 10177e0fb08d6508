import { BlockList, isIP } from 'node:net';

type Network = readonly [address: string, prefix: number];

// Of IANA's registries of special-purpose addresses (RFC 6890 and its updates): all that is not reachable by everybody, and what
// stands for another address.
const NOT_PUBLIC_IPV4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's own, of its virtual machines: public by its number only.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only this is given out for use by everybody … */
const GLOBAL_IPV6: Network = ['2000::', 3];
/** … but for protocols, Teredo, documentation and 6to4. */
const NOT_PUBLIC_IPV6: readonly Network[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Which addresses may be connected to: public ones, and those of networks that the configuration names. */
export class ReachableAddresses {
  private readonly allowed: BlockList;
  private readonly notPublic = listOf([...NOT_PUBLIC_IPV4, ...NOT_PUBLIC_IPV6]);
  private readonly globalIpv6 = listOf([GLOBAL_IPV6]);

  /** @param networks such as `10.1.0.0/16` and `fd00::/8`. */
  constructor(networks: readonly string[]) {
    this.allowed = listOf(
      networks.map((network) => {
        const [address = '', prefix] = network.split('/');
        return [address, Number(prefix)];
      }),
    );
  }

  /** `false` for what is no address. */
  includes(address: string): boolean {
    const family = familyOf(address);
    if (family === undefined) return false;
    if (this.allowed.check(address, family)) return true;
    if (this.notPublic.check(address, family)) return false;
    return family === 'ipv4' || this.globalIpv6.check(address, family);
  }
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, familyOf(address) ?? 'ipv4');
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
