import { isIPv4 } from 'node:net';

import { STRING_LIMIT } from '#domain/document/caps';
import type { Observation } from '#domain/document/security-findings';
import type { Indicator } from './rule';
import type { SubjectString } from './rule-subject';

const MOST = 100;
const URL = /\b(?:https?|ftps?|wss?|ssh|ldaps?|tcp|udp|irc|smb|telnet):\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{4,200}/gi;
const IP_ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/g;
const ADDRESS_URL = /^[a-z]{2,6}:\/\/(?:[^/@]{0,64}@)?(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:[:/]|$)/i;
/** Names that belong to nobody (RFC 2606, RFC 6761), as a whole or as the end of a longer one. */
const RESERVED_NAME = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)\.?$/i;
/** Of a URL or a name alone: behind the scheme and who logs in, before port and path. */
const HOST = /^(?:[a-z]{2,6}:\/\/)?(?:[^/?#@]{0,64}@)?([^:/?#]*)/i;
/** An address that is meant as one: all of the text, with a port, or as what comes behind an option or a command. Others are versions. */
const MEANT_ADDRESS =
  /^\s*[\d.]{7,15}\s*$|(?:^|[\s"'=@(,;])[\d.]{7,15}(?::[\d%]|\s+\d{2,5}(?![\d.]))|\/dev\/(?:tcp|udp)\/[\d.]{7,15}\/|(?:^|\s)(?:-{1,2}[a-z-]{1,16}[= ]|(?:ping|ssh|telnet|nc|curl|wget|ftp|host)\s)[\d.]{7,15}(?![\d.])/i;

/** Web and network addresses in strings: URLs, public IP addresses, and what the analysis typed as a domain or an e-mail address. */
export function networkIndicators(strings: readonly SubjectString[], reservedAreReal = false): readonly Observation[] {
  const found: Observation[] = [];
  for (const { content, address, type } of strings) {
    if (found.length >= MOST) break;
    const text = content.length > STRING_LIMIT ? content.slice(0, STRING_LIMIT) : content;
    if (type === 'domain' || type === 'email') found.push({ kind: type, value: text.trim(), address });
    if (text.includes('://')) for (const [value] of text.matchAll(URL)) found.push({ kind: 'url', value, address });
    else if (text.includes('.')) {
      for (const value of publicAddresses(text, reservedAreReal)) found.push({ kind: 'ip_address', value, address });
    }
  }
  return found.slice(0, MOST);
}

/** What one string tells; nothing of names and addresses that are set aside for documentation, unless they count as real ones. */
export function indicatorsIn({ content, type }: SubjectString, reservedAreReal = false): readonly Indicator[] {
  if (!content.includes('.')) return [];
  const text = content.length > STRING_LIMIT ? content.slice(0, STRING_LIMIT) : content;
  const urls = text.includes('://') ? Array.from(text.matchAll(URL), ([url]) => url) : [];
  const addresses = urls.flatMap((url) => publicAddresses(ADDRESS_URL.exec(url)?.[1] ?? '', reservedAreReal));
  const isReal = (name: string): boolean => reservedAreReal || !RESERVED_NAME.test(HOST.exec(name)?.[1] ?? '');
  const names = [...urls.filter((url) => !ADDRESS_URL.test(url)), ...(type === 'domain' ? [text.trim()] : [])];
  const isPlainAddress =
    urls.length === 0 && MEANT_ADDRESS.test(text) && publicAddresses(text, reservedAreReal).length > 0;
  return [
    ...(isPlainAddress || addresses.length > 0 ? ['public_address' as const] : []),
    ...(addresses.length > 0 ? ['address_url' as const] : []),
    ...(names.some(isReal) ? ['name' as const] : []),
  ];
}

function publicAddresses(text: string, reservedAreReal: boolean): readonly string[] {
  return [...text.matchAll(IP_ADDRESS)]
    .filter(([value, ...octets]) => isIPv4(value) && isPublic(octets.map(Number), reservedAreReal))
    .map(([value]) => value);
}

type Bounds = readonly [lowest: number, highest: number];

/**
 * Bounds of the first octets: private, local and multicast ranges (RFC 6890), and those below 12.0.0.0, which are more likely version
 * numbers. Rows, since `BlockList` of node:net says the same and takes four times as long.
 */
const NOT_PUBLIC: readonly (readonly Bounds[])[] = [
  [[0, 11]],
  [only(127)],
  [only(169), only(254)],
  [only(172), [16, 31]],
  [only(192), only(0), only(0)],
  [only(192), only(168)],
  [only(198), [18, 19]],
  [[224, 255]],
];
/** TEST-NET-1 to -3 (RFC 5737). */
const DOCUMENTATION: readonly (readonly Bounds[])[] = [
  [only(192), only(0), only(2)],
  [only(198), only(51), only(100)],
  [only(203), only(0), only(113)],
];

function only(octet: number): Bounds {
  return [octet, octet];
}

function isPublic(octets: readonly number[], reservedAreReal: boolean): boolean {
  const ranges = reservedAreReal ? NOT_PUBLIC : [...NOT_PUBLIC, ...DOCUMENTATION];
  return !ranges.some((range) => isWithin(octets, range));
}

function isWithin(octets: readonly number[], range: readonly Bounds[]): boolean {
  return range.every(([lowest, highest], place) => {
    const octet = octets[place] ?? 0;
    return octet >= lowest && octet <= highest;
  });
}
