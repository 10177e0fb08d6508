import { isIPv4 } from 'node:net';

import { STRING_LIMIT } from '#domain/document/caps';
import type { Observation } from '#domain/document/security-findings';
import type { SubjectString } from './rule-subject';

const MOST = 100;
const URL = /\b(?:https?|ftps?|wss?|ssh|ldaps?|tcp|udp|irc|smb|telnet):\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{4,200}/gi;
const IP_ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/g;

/** Web and network addresses in strings: URLs, public IP addresses, and what the analysis typed as a domain or an e-mail address. */
export function networkIndicators(strings: readonly SubjectString[]): readonly Observation[] {
  const found: Observation[] = [];
  for (const { content, address, type } of strings) {
    if (found.length >= MOST) break;
    const text = content.length > STRING_LIMIT ? content.slice(0, STRING_LIMIT) : content;
    if (type === 'domain' || type === 'email') found.push({ kind: type, value: text.trim(), address });
    if (text.includes('://')) for (const [value] of text.matchAll(URL)) found.push({ kind: 'url', value, address });
    else if (text.includes('.')) {
      for (const value of publicAddresses(text)) found.push({ kind: 'ip_address', value, address });
    }
  }
  return found.slice(0, MOST);
}

function publicAddresses(text: string): readonly string[] {
  return [...text.matchAll(IP_ADDRESS)]
    .filter(([value, ...octets]) => isIPv4(value) && isPublic(octets.map(Number)))
    .map(([value]) => value);
}

type Bounds = readonly [lowest: number, highest: number];

/**
 * Bounds of the first octets: private, local, multicast and documentation ranges (RFC 6890), and those below 12.0.0.0, which are
 * more likely version numbers. Rows, since `BlockList` of node:net says the same and takes four times as long.
 */
const NOT_PUBLIC: readonly (readonly Bounds[])[] = [
  [[0, 11]],
  [only(127)],
  [only(169), only(254)],
  [only(172), [16, 31]],
  [only(192), only(0)],
  [only(192), only(168)],
  [only(198), [18, 19]],
  [only(198), only(51)],
  [only(203), only(0)],
  [[224, 255]],
];

function only(octet: number): Bounds {
  return [octet, octet];
}

function isPublic(octets: readonly number[]): boolean {
  return !NOT_PUBLIC.some((range) => isWithin(octets, range));
}

function isWithin(octets: readonly number[], range: readonly Bounds[]): boolean {
  return range.every(([lowest, highest], place) => {
    const octet = octets[place] ?? 0;
    return octet >= lowest && octet <= highest;
  });
}
