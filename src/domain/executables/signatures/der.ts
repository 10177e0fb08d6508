/** One value of an ASN.1 structure in DER, or in BER with indefinite lengths, which Apple's signatures have. */
export interface DerValue {
  /** Identifier octet: class, constructed bit and number (of the low 31). */
  readonly tag: number;
  /** Without identifier and length, and without the end mark of an indefinite length. */
  readonly content: Uint8Array;
  /** Identifier and length too. */
  readonly whole: Uint8Array;
}

export const DER = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;

const CONSTRUCTED = 0x20;
const MAX_CHILDREN = 4096;
const MAX_DEPTH = 16;

/** The value at `offset`; `undefined` where there is none that is whole. Never throws. */
export function readDer(bytes: Uint8Array, offset = 0, depth = 0): DerValue | undefined {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > MAX_DEPTH) return undefined;
  if (first === 0x80) return (tag & CONSTRUCTED) === 0 ? undefined : indefinite(bytes, offset, tag, depth);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4) return undefined;
  let length = lengthBytes === 0 ? first : 0;
  for (let at = 0; at < lengthBytes; at++) length = length * 256 + (bytes[offset + 2 + at] ?? 0);
  const start = offset + 2 + lengthBytes;
  if (start + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(offset, start + length) };
}

/** Its children follow one another up to two zero bytes. */
function indefinite(bytes: Uint8Array, offset: number, tag: number, depth: number): DerValue | undefined {
  const start = offset + 2;
  let at = start;
  for (let count = 0; count < MAX_CHILDREN; count++) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      return { tag, content: bytes.subarray(start, at), whole: bytes.subarray(offset, at + 2) };
    }
    const child = readDer(bytes, at, depth + 1);
    if (child === undefined) return undefined;
    at += child.whole.length;
  }
  return undefined;
}

/** The values within a constructed one, up to the first that is damaged. */
export function childrenOf(value: DerValue | undefined): readonly DerValue[] {
  const children: DerValue[] = [];
  if (value === undefined || (value.tag & CONSTRUCTED) === 0) return children;
  for (let at = 0; at < value.content.length && children.length < MAX_CHILDREN;) {
    const child = readDer(value.content, at);
    if (child === undefined) break;
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** An object identifier as `1.2.840.…`; empty for anything else. */
export function oidOf(value: DerValue | undefined): string {
  if (value?.tag !== DER.oid || value.content.length > 64) return '';
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value.content) {
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (arcs.length === 0) arcs.push(Math.min(Math.floor(arc / 40), 2), arc - Math.min(Math.floor(arc / 40), 2) * 40);
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}
