import { isIP } from 'node:net';

/** Networks that Express knows by name: loopback, link-local and private addresses (RFC 1918, RFC 4193). */
const NAMED: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** What `server.trust_proxy` says, as Express takes it (`trust proxy`): a number of proxies, or networks; `undefined`: none. */
export function trustedProxies(setting: string): number | string[] | undefined {
  if (setting === '') return undefined;
  return /^\d+$/.test(setting) ? Number(setting) : setting.split(',');
}

/** Why a network cannot be trusted, each in a few words. */
export function proxyFaults(setting: string): readonly string[] {
  const trusted = trustedProxies(setting);
  if (!Array.isArray(trusted)) return [];
  return trusted.flatMap((network) => {
    if (NAMED.includes(network)) return [];
    const fault = networkFault(network);
    if (fault !== undefined) return [fault];
    return /\/0+$/.test(network) ? [`${JSON.stringify(network)} would believe whoever connects`] : [];
  });
}

/** Of networks separated by commas, or none: what is wrong with those that are none. */
export function networkFaults(setting: string): readonly string[] {
  return setting === '' ? [] : setting.split(',').flatMap((network) => networkFault(network) ?? []);
}

/** Of an address, or a network. */
function networkFault(network: string): string | undefined {
  const [address = '', length, ...rest] = network.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || rest.length > 0) return `${JSON.stringify(network)} is no address and no network`;
  if (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits)) return undefined;
  return `${JSON.stringify(network)} has a prefix length that is none`;
}
