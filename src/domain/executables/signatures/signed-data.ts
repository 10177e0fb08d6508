import { latin1 } from '#domain/bytes/latin1';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import { tameText } from '#domain/shared/hostile-text';
import type { DerValue } from './der';
import { childrenOf, DER, oidOf, readDer } from './der';

/** What a PKCS #7 signature says of itself; nothing of it is checked. */
export interface SignedData {
  /** Of the signing certificate, as `CN=…, O=…`. */
  readonly subject?: string;
  readonly issuer?: string;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  readonly digestAlgorithm?: string;
  readonly timestamped: boolean;
  /** Further signatures within this one, such as by a newer digest; to be read as this one was. */
  readonly nested: readonly Uint8Array[];
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const COUNTERSIGNATURES = [
  '1.2.840.113549.1.9.6', // PKCS #9 countersignature
  '1.3.6.1.4.1.311.3.3.1', // Microsoft's RFC 3161 timestamp
  '1.2.840.113549.1.9.16.2.14', // RFC 3161 timestamp, as Apple has it
];
/** Microsoft's: its values are signatures of the same content. */
const NESTED_SIGNATURE = '1.3.6.1.4.1.311.2.4.1';
const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};
const TAGGED_0 = 0xa0;
const TAGGED_1 = 0xa1;
const NAME_LIMIT = 512;

/** `undefined` when the bytes are no such signature. Never throws. */
export function readSignedData(bytes: Uint8Array): SignedData | undefined {
  const [type, wrapped] = childrenOf(readDer(bytes));
  if (oidOf(type) !== SIGNED_DATA) return undefined;
  const parts = childrenOf(childrenOf(wrapped)[0]);
  if (parts.length < 4) return undefined;
  const signer = childrenOf(childrenOf(parts.findLast(({ tag }) => tag === DER.set))[0]);
  const [, issuerAndSerial, digest] = signer;
  const [issuer, serial] = childrenOf(issuerAndSerial);
  const certificates = childrenOf(parts.find(({ tag }) => tag === TAGGED_0));
  const subject = issuer && serial && subjectOf(certificates, issuer, serial);
  const algorithm = DIGESTS[oidOf(childrenOf(digest)[0])];
  const unsigned = childrenOf(signer.find(({ tag }) => tag === TAGGED_1)).map((each) => childrenOf(each));
  return {
    ...(subject !== undefined && { subject }),
    ...(issuer !== undefined && { issuer: nameOf(issuer) }),
    ...(serial?.tag === DER.integer && { serialNumber: hexadecimal(serial.content.subarray(0, 32)) }),
    ...(algorithm !== undefined && { digestAlgorithm: algorithm }),
    timestamped: unsigned.some(([kind]) => COUNTERSIGNATURES.includes(oidOf(kind))),
    nested: unsigned
      .filter(([kind]) => oidOf(kind) === NESTED_SIGNATURE)
      .flatMap(([, values]) => childrenOf(values).map(({ whole }) => whole)),
  };
}

function subjectOf(certificates: readonly DerValue[], issuer: DerValue, serial: DerValue): string | undefined {
  for (const certificate of certificates) {
    const fields = childrenOf(childrenOf(certificate)[0]);
    const first = fields[0]?.tag === TAGGED_0 ? 1 : 0;
    const [number, , by, , subject] = fields.slice(first);
    if (subject !== undefined && same(number, serial) && same(by, issuer)) return nameOf(subject);
  }
  return undefined;
}

function same(a: DerValue | undefined, b: DerValue): boolean {
  return a?.whole.length === b.whole.length && a.whole.every((byte, index) => byte === b.whole[index]);
}

/** A distinguished name in the order of the certificate. */
function nameOf(name: DerValue): string {
  const parts = childrenOf(name)
    .slice(0, 32)
    .flatMap((set) => childrenOf(set).slice(0, 8))
    .map((attribute) => {
      const [type, value] = childrenOf(attribute);
      const oid = oidOf(type);
      return `${ATTRIBUTES[oid] ?? oid}=${textOf(value)}`;
    });
  return tameText(parts.join(', '), NAME_LIMIT);
}

const BMP_STRING = 0x1e;
const UTF8_STRING = 0x0c;

function textOf(value: DerValue | undefined): string {
  if (value === undefined) return '';
  const content = value.content.subarray(0, NAME_LIMIT);
  if (value.tag === BMP_STRING) {
    const units = Array.from(
      { length: content.length >> 1 },
      (_, at) => (content[at * 2] ?? 0) * 256 + (content[at * 2 + 1] ?? 0),
    );
    return String.fromCharCode(...units);
  }
  return value.tag === UTF8_STRING ? new TextDecoder().decode(content) : latin1(content);
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(?:00)+(?=.)/, '');
}

/** As the document has it. */
export function signatureFacts(signed: SignedData): Partial<CodeSignature> {
  const { subject, issuer, serialNumber, digestAlgorithm, timestamped } = signed;
  return {
    ...(subject !== undefined && { subject }),
    ...(issuer !== undefined && { issuer }),
    ...(serialNumber !== undefined && { serial_number: serialNumber }),
    ...(digestAlgorithm !== undefined && { digest_algorithm: digestAlgorithm }),
    timestamped,
  };
}
