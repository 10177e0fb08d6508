import { STRING_LIMIT } from '#domain/document/caps';
import type { StringType } from '#domain/document/string-types';
import { isDomain, isEmail, isIpAddress } from './network-names';
import { isFilePath, isRegistryPath } from './path-names';

const LONG_TEXT = 200;

const URL =
  /\b(?:https?|ftps?|sftp|file|wss?|ldaps?|ssh|git|smb|tcp|udp|ircs?|rtsp|socks[45]?|magnet|telnet|nfs|s3|hxxps?):\/\/[\w%[~./-]/i;
const USER_AGENT =
  /^(?:User-Agent: ?\S|(?:Mozilla|Opera)\/\d+\.\d|(?:curl|Wget|python-requests|Python-urllib|Go-http-client|okhttp|Dalvik|Java|WinHTTP|AppleWebKit|libwww-perl|aria2|PostmanRuntime)\/\d)/i;
const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const GUID_LENGTHS = [36, 38];
const CRYPTO =
  /^(?:[\w ]{0,24}[-_ /:])?(?:aes|3?des|rc[2456]|rsa|dsa|ecdsa|ecdh|ed25519|ed448|x25519|x448|curve25519|sha[-_]?(?:1|2|3|224|256|384|512)|sha3?|md[245]|hmac|cmac|gmac|umac|pbkdf2|bcrypt|scrypt|argon2(?:id|i|d)?|blowfish|twofish|serpent|camellia|aria|cast5|idea|salsa20|x?chacha20|poly1305|ripemd(?:160)?|whirlpool|blake[23][bs]?|gcm|pkcs ?#?\d{1,2})(?:[-_ /:]?(?:\d{1,4}|cbc|ecb|ctr|gcm|ccm|cfb\d?|ofb|xts|siv|kw|wrap|key|cert|etm|with|sha\d*|md5|rsa|hmac|poly1305|ede3?|pss|oaep|v\d\d|encrypt(?:ion|ed)?|decrypt(?:ion|ed)?|cipher|hash|digest|signature)){0,6}(?:@[\w.-]{1,40})?$/i;
const CRYPTO_API =
  /^(?:BCrypt|NCrypt|Crypt)(?:Acquire|Gen|Encrypt|Decrypt|Hash|Create|Derive|Import|Export|Open|Close|Destroy|Sign|Verify|Protect|Unprotect|Set|Get|Release|String)\w{0,40}$|^(?:EVP|RSA|AES|DES|SHA\d*|MD5|HMAC|BIO|SSL|X509|EC|DH)_[A-Za-z]\w{2,60}$/;
const PEM = /-----BEGIN [A-Z0-9 ]{3,40}-----/;
const WALLET =
  /^(?:bc1[ac-hj-np-z02-9]{25,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-fA-F]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93})$/;
const COMMAND =
  /^(?:"?(?:[A-Za-z]:|%\w{1,24}%)?[\\/\w.]{0,80}?\b)?(?:(?:cmd(?:\.exe)?"?\s+\/[ckqr]\b)|(?:(?:powershell|pwsh)(?:\.exe)?"?\s+[-/\w"&$(])|(?:(?:ba|da|z|k|c|a)?sh\s+-[a-z])|(?:(?:cscript|wscript|mshta|rundll32|regsvr32|certutil|bitsadmin|schtasks|taskkill|tasklist|vssadmin|bcdedit|wbadmin|wevtutil|wmic|netsh|icacls|cacls|attrib|reg|sc|fsutil|msiexec|ipconfig|nslookup|systeminfo|whoami)(?:\.exe)?"?\s+(?:[-/]\w|"|add|delete|query|create|start|stop|config|import|export|advfirewall|firewall|interface|wlan|shadowcopy|process|os|cl\b|set|\+[hrs]|\w+\.(?:dll|js|vbs|hta)))|(?:net1?(?:\.exe)?\s+(?:user|localgroup|group|share|start|stop|use|view|accounts|time|session)\b)|(?:(?:rm|cp|mv|mkdir|chmod|chown|kill|killall|pkill|mount|umount|tar|find|grep|sed|awk|cat|ls|ps|ln|dd|nc|ncat|wget|curl|scp|ssh|iptables|crontab|useradd|usermod|insmod|modprobe|nohup|sudo|python\d?|perl|echo)\s+(?:-{1,2}\w|[0-7]{3,4}\s|[\w]{1,12}=|[/~]\w|"?\$\w|\+x\b))|(?:systemctl\s+\w|service\s+[\w-]+\s+(?:start|stop|restart)\b|apt-get\s+\w|yum\s+-?\w))/i;
const ERROR =
  /\b(?:errors?|fail(?:ed|s|ure)?|cannot|can't|couldn't|could not|unable to|invalid|not found|not a valid|denied|exception|fatal|abort(?:ed|ing)?|unexpected|no such|out of memory|missing|unknown|illegal|unrecogni[sz]ed|unsupported|not supported|corrupt(?:ed)?|overflow|underflow|out of range|too (?:many|few|long|large|small|big)|bad|not permitted|not allowed|refused|timed out|must be|does not exist|doesn't exist|expected|assertion|panic(?:ked)?|segmentation fault|undefined|ambiguous)\b/i;
const FORMAT =
  /%[-+#0]{0,3}(?:\d{1,4}|\*)?(?:\.(?:\d{1,4}|\*)?)?(?:hh|h|ll|l|z|j|t|L|q|I64|I32|w)?[diouxXeEfFgGaAcCsSpn@](?![A-Za-z]{3})|%\d\$[a-z]|%-?\d{0,3}l?[sdux](?=\w|$)|\{\d{1,2}(?:[:,][^{}]{0,24})?\}|\{:[?#x.\d]{1,8}\}/;
const NO_FORMAT = /^%[A-Za-z_()\d]{2,40}%/;

/** What a string is by its first `STRING_LIMIT` characters, in time linear in its length; the first kind that fits of `STRING_TYPES`. */
export function stringType(content: string): StringType {
  const text = (content.length > STRING_LIMIT ? content.slice(0, STRING_LIMIT) : content).trim();
  return specialType(text) ?? proseType(text);
}

/** The kinds that a text alone has, in the order in which they are tried. */
const SPECIAL: readonly (readonly [StringType, (text: string) => boolean])[] = [
  ['user_agent', (text) => USER_AGENT.test(text)],
  ['url', (text) => text.includes('://') && URL.test(text)],
  ['email', (text) => text.includes('@') && !CRYPTO.test(text) && isEmail(text)],
  ['guid', (text) => GUID_LENGTHS.includes(text.length) && GUID.test(text)],
  ['registry_path', isRegistryPath],
  ['ip_address', isIpAddress],
  ['command', (text) => COMMAND.test(text)],
  ['file_path', isFilePath],
  ['domain', isDomain],
  ['crypto', (text) => text.length <= 100 && (CRYPTO.test(text) || CRYPTO_API.test(text) || WALLET.test(text))],
  ['crypto', (text) => PEM.test(text)],
];

function specialType(text: string): StringType | undefined {
  return text.length < 3 ? undefined : SPECIAL.find(([, fits]) => fits(text))?.[0];
}

function proseType(text: string): StringType {
  const isPhrase = text.includes(' ');
  const isText = isReadable(text);
  if (isPhrase && isText && ERROR.test(text)) return 'error_message';
  if ((text.includes('%') || text.includes('{')) && FORMAT.test(text) && !NO_FORMAT.test(text) && isFormatLike(text)) {
    return 'format';
  }
  if (!isText) return 'binary_data';
  return text.length >= LONG_TEXT && isPhrase ? 'long_text' : 'readable_text';
}

/** In code read as text a per cent sign stands among signs; in a format it stands among words or other formats. */
function isFormatLike(text: string): boolean {
  if (text.length > 12)
    return isReadable(text.replaceAll(/%[-+#\d.*]{0,8}(?:hh?|ll?|z|I64)?[a-zA-Z]|\{[^{} ]{0,24}\}/g, ' word '));
  return /^(?:[\w\s:;,.=()[\]<>{}/\\"'*+|#!?-]|%)+$/.test(text) && !/[^\s\w%.:,=()[\]{}/"'<>-]{2}/.test(text);
}

const LETTER = /\p{L}/u;
const WORD = /[A-Za-z]{3}/;
const VOWELED = /[aeiouyAEIOUY]/;
/** Register pushes and pops of x86-64 prologues. */
const PROLOGUE = /^(?:A[TUVW]){1,4}[USHQRWV]{0,8}[A-Z]?$|^\[?\]?(?:A[\\\]^_]){2,5}/;

/** `--option`, and names of C functions, which may do without vowels. */
const OPTION = /^--?[a-z][\w-]{1,60}=?$/;
const LIBRARY_NAME = /^[a-z_]{6,40}(?:\d{1,2}|[AW])?$/;

/** In one line, neither first nor last. */
function hasSignWithin(text: string): boolean {
  return /^.+$/.test(text) && /[^\w\s.\-:,'!?%/]/.test(text.slice(1, -1));
}

const [SIGN, UPPER, LOWER, DIGIT, SPACE, FOREIGN] = [0, 1, 2, 3, 4, 5] as const;

/** What each character of ASCII counts as; the others are foreign. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(character: string): number {
  if (/[A-Z]/.test(character)) return UPPER;
  if (/[a-z]/.test(character)) return LOWER;
  if (/\d/.test(character)) return DIGIT;
  return /[ \n\r\t_.-]/.test(character) ? SPACE : SIGN;
}

interface CharacterCounts {
  readonly letters: number;
  readonly digits: number;
  readonly spaces: number;
  readonly foreign: number;
  /** Capitals that begin anew after other letters. */
  readonly turns: number;
}

function countCharacters(text: string): CharacterCounts {
  const counts = [0, 0, 0, 0, 0, 0];
  const of = (kind: number): number => counts[kind] ?? 0;
  let turns = 0;
  let before: number = SIGN;
  for (let at = 0; at < text.length; at++) {
    const kind = KINDS[text.charCodeAt(at)] ?? FOREIGN;
    counts[kind] = of(kind) + 1;
    if (kind === UPPER && before !== UPPER && of(UPPER) + of(LOWER) > 1) turns++;
    before = kind;
  }
  return { letters: of(UPPER) + of(LOWER), digits: of(DIGIT), spaces: of(SPACE), foreign: of(FOREIGN), turns };
}

/** Made of words, or of one; not of what machine code looks like as text. */
function isReadable(text: string): boolean {
  if (text.length < 4 || PROLOGUE.test(text)) return false;
  if (OPTION.test(text) || LIBRARY_NAME.test(text)) return true;
  const counts = countCharacters(text);
  if (counts.foreign * 2 > text.length) return LETTER.test(text);
  return isMadeOfWords(text, counts);
}

function isMadeOfWords(text: string, { letters, digits, spaces, foreign, turns }: CharacterCounts): boolean {
  const solid = letters + foreign;
  const isSpoken = text.includes(' ') && /[A-Za-z]{4}/.test(text);
  if ((solid + digits + spaces) / text.length < 0.7 || solid / text.length < (isSpoken ? 0.35 : 0.5)) return false;
  if (text.length < 9 && (turns > text.length / 4 || hasSignWithin(text))) return false;
  return foreign > 0 || (WORD.test(text) && VOWELED.test(text));
}
