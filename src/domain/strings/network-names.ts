import { isIPv4, isIPv6 } from 'node:net';

import { hasFileExtension } from './path-names';
import { AMBIGUOUS_DOMAINS, TOP_LEVEL_DOMAINS } from './top-level-domains';

const LONGEST_HOST = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(:\d{1,5}|\/\d{1,2})?$/;
const HAS_IPV4 = /(?:^|[^\w.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5}|\/\d{1,2})?)(?![\w.])/;
const VERSION_WORD =
  /\b(?:v|ver|version|release|rev|revision|build|assembly|sdk|runtime|net|oid|section|chapter|culture|since)\b/i;
const WELL_KNOWN = ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '4.2.2.1', '4.2.2.2', '0.0.0.0'];
const LONGEST_PHRASE = 200;

/** An address alone, with its port or prefix, or in a short phrase that does not speak of versions. */
export function isIpAddress(text: string): boolean {
  if (text.length > LONGEST_PHRASE) return false;
  if (IPV4.test(text)) return isIpv4Name(text);
  if (isIpv6Name(text)) return true;
  const inside = text.includes('.') ? HAS_IPV4.exec(text)?.[1] : undefined;
  return inside !== undefined && !VERSION_WORD.test(text) && isIpv4Name(inside);
}

/** With a port or a prefix, or by itself where it is no version. Octets with leading zeros are none (as `inet_pton` has it). */
function isIpv4Name(text: string): boolean {
  const match = IPV4.exec(text);
  if (match === null) return false;
  const octets = match.slice(1, 5);
  const address = octets.join('.');
  if (!isIPv4(address)) return false;
  if (match[5] !== undefined || WELL_KNOWN.includes(address)) return true;
  return !isVersionLike(octets.map(Number));
}

/** What has only small numbers, or ends in zeros, is rather the version of something. */
function isVersionLike([first = 0, second = 0, third = 0, fourth = 0]: readonly number[]): boolean {
  const isPrivate = first === 10 || first === 127 || first === 192 || first === 172 || first >= 224;
  if (isPrivate) return first === 10 && second + third + fourth === 0;
  if (first === 0 || (third === 0 && fourth === 0)) return true;
  return Math.max(first, second, third, fourth) <= 31;
}

/** What is around an address: brackets, a zone (RFC 4007), a port or a prefix. */
const IPV6 = /^\[?([0-9a-f:.]{2,45})(?:%\w{1,16})?\]?(?::\d{1,5}|\/\d{1,3})?$/i;
const LONGEST_IPV6 = 64;

/** All forms of RFC 4291, 2.2, also with an IPv4 address at the end; without a digit it is rather a name of C++. */
function isIpv6Name(text: string): boolean {
  const address = text.length <= LONGEST_IPV6 ? IPV6.exec(text)?.[1] : undefined;
  return address !== undefined && /\d/.test(address) && isIPv6(address);
}

/** A host name alone, with its port or a path. */
export function isDomain(text: string): boolean {
  if (text.length > LONGEST_HOST || text.length < 4 || !text.includes('.')) return false;
  const match = /^([A-Za-z0-9._-]{4,253})(:\d{1,5})?(\/[\w.~%?&=/+-]{0,200})?$/.exec(text);
  const host = match?.[1];
  if (host === undefined || !isHostName(host)) return false;
  const isCertain = match?.[2] !== undefined || /^(?:www|ftp|mail|api|cdn|smtp|pop3?|imap|ns\d)\.[\w-]+\./i.test(host);
  return isCertain || !looksLikeCode(host);
}

function isHostName(host: string): boolean {
  const labels = host.toLowerCase().split('.');
  const [last = ''] = labels.slice(-1);
  return (
    labels.length >= 2 &&
    labels.length <= 10 &&
    TOP_LEVEL_DOMAINS.has(last) &&
    labels.every((label) => LABEL.test(label))
  );
}

const REVERSED =
  /^(?:com|org|net|io|edu|gov|de|uk|co|dev|app|java|javax|sun|system|microsoft|windows|api-ms-win|ext-ms)[.-]/i;

/** A member, a file, a bundle's name or a version: all of these have dots too. */
function looksLikeCode(host: string): boolean {
  const labels = host.split('.');
  const [last = ''] = labels.slice(-1);
  const [owner = ''] = labels.slice(-2);
  if (KNOWN_HOSTS.has(host)) return false;
  const isMixed = host !== host.toLowerCase() && host !== host.toUpperCase();
  if (isMixed || REVERSED.test(host) || host.includes('_')) return true;
  if (labels.length < 4 && MEMBERS.has(last) && !/^(?:co|ac|go|or|web|www)$/.test(owner)) return true;
  if (labels.slice(0, -1).every((label) => /^\d+$/.test(label))) return true;
  return labels.length === 2 && isMemberLike(host, owner, last);
}

/** Of two labels. */
function isMemberLike(host: string, owner: string, last: string): boolean {
  if (host === host.toUpperCase() || hasFileExtension(host) || owner.length < 2) return true;
  return AMBIGUOUS_DOMAINS.has(last) && !/[\d-]/.test(owner);
}

/** Top-level domains that are members of objects first of all. */
const MEMBERS = new Set([
  'name',
  'host',
  'id',
  'is',
  'do',
  'as',
  'to',
  'link',
  'date',
  'page',
  'one',
  'team',
  'work',
  'in',
  'at',
]);

/** Under ambiguous names, those that programs of every kind speak to. */
const KNOWN_HOSTS = new Set(
  'github.io gitlab.io t.me telegram.me ipinfo.io ipify.org ngrok.io docker.io quay.io crates.io api.io youtu.be goo.gl twitch.tv rust-lang.dev pypi.io about.me paste.ee hastebin.dev transfer.sh ix.io 0x0.st ifconfig.me ifconfig.co ident.me'.split(
    ' ',
  ),
);

/** Whose names are those of algorithms and extensions of SSH. */
const PROTOCOL_HOSTS = /^(?:openssh\.com|libssh\.org|lysator\.liu\.se|putty\.projects\.tartarus\.org|vandyke\.com)$/;

/** An address alone, or in a short text such as `Report bugs to <…>`. */
export function isEmail(text: string): boolean {
  const at = text.length <= LONGEST_PHRASE ? text.indexOf('@') : -1;
  if (at < 1) return false;
  const local = /[A-Za-z0-9][\w.+-]{0,63}$/.exec(text.slice(Math.max(at - 64, 0), at))?.[0];
  const host = /^[A-Za-z0-9][A-Za-z0-9.-]{1,251}[A-Za-z0-9]/.exec(text.slice(at + 1))?.[0];
  if (local === undefined || host === undefined || !isHostName(host) || PROTOCOL_HOSTS.test(host)) return false;
  return !/^[@\w]/.test(text.slice(at + 1 + host.length).replace(/^[.-]+/, '')) && !hasFileExtension(host);
}
