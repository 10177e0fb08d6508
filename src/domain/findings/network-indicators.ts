import type { Observation } from '#domain/document/security-findings';
import type { SubjectString } from './rule-subject';

const MOST_TEXT = 4096;
const MOST = 100;
const URL = /\b(?:https?|ftps?|wss?|ssh|ldaps?|tcp|udp|irc|smb|telnet):\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{4,200}/gi;
const IP_ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/g;

/** Web and network addresses in strings: URLs, public IP addresses, and what the analysis typed as a domain or an e-mail address. */
export function networkIndicators(strings: readonly SubjectString[]): readonly Observation[] {
  const found: Observation[] = [];
  for (const { content, address, type } of strings) {
    if (found.length >= MOST) break;
    const text = content.length > MOST_TEXT ? content.slice(0, MOST_TEXT) : content;
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
    .filter(([, ...parts]) => isPublic(parts.map(Number)) && parts.every((part) => part === String(Number(part))))
    .map(([value]) => value);
}

/** Not of a private, local, multicast or documentation range (RFC 6890), and not what is more likely a version number. */
function isPublic([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if ([a, b, c, d].some((part) => part > 255) || a < 12 || a === 127 || a > 223) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  if (a === 192 && (b === 168 || b === 0)) return false;
  return !(a === 198 && (b === 18 || b === 19 || b === 51)) && !(a === 203 && b === 0);
}
