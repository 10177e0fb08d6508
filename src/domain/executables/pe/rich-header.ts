import { createHash } from 'node:crypto';

import type { ByteView } from '#domain/bytes/byte-view';
import type { RichHeader, RichHeaderEntry } from '#domain/document/anatomy-facts';

const DOS_HEADER_SIZE = 64;
const LFANEW = 0x3c;
const DANS = 0x536e6144;
const RICH = 0x68636952;
const MAX_END = 4096;

/**
 * What Microsoft's linker wrote between the DOS stub and the PE header: which tools made how many objects.
 * `undefined` where there is none. @param head the file's first bytes
 */
export function readRichHeader(head: ByteView): RichHeader | undefined {
  const limit = Math.min(head.u32(LFANEW), MAX_END, head.length) - 8;
  for (let end = DOS_HEADER_SIZE; end <= limit; end += 4) {
    if (head.u32(end) !== RICH) continue;
    const key = head.u32(end + 4);
    const start = findStart(head, end, key);
    if (start !== undefined) return decode(head, start, end, key);
  }
  return undefined;
}

function findStart(head: ByteView, end: number, key: number): number | undefined {
  for (let at = end - 4; at >= DOS_HEADER_SIZE; at -= 4) if (xor(head.u32(at), key) === DANS) return at;
  return undefined;
}

function decode(head: ByteView, start: number, end: number, key: number): RichHeader {
  const clear = new Uint8Array(end - start);
  const view = new DataView(clear.buffer);
  for (let at = 0; at < clear.length; at += 4) view.setUint32(at, xor(head.u32(start + at), key), true);
  const entries: RichHeaderEntry[] = [];
  for (let at = 16; at + 8 <= clear.length; at += 8) {
    const tool = view.getUint32(at, true);
    entries.push({ product_id: tool >>> 16, build: tool & 0xffff, count: view.getUint32(at + 4, true) });
  }
  return {
    hash: createHash('md5').update(clear).digest('hex'),
    checksum_valid: checksum(head, start, entries) === key,
    entries,
  };
}

/** The key is the checksum of the DOS header and stub, without the offset of the PE header, and of the entries. */
function checksum(head: ByteView, start: number, entries: readonly RichHeaderEntry[]): number {
  let sum = start;
  for (let at = 0; at < start; at++) {
    if (at < LFANEW || at >= LFANEW + 4) sum += rotated(head.u8(at), at);
  }
  for (const { product_id, build, count } of entries) sum += rotated(((product_id << 16) | build) >>> 0, count);
  return sum % 0x1_0000_0000;
}

function rotated(value: number, by: number): number {
  const bits = by & 31;
  return ((value << bits) | (bits === 0 ? 0 : value >>> (32 - bits))) >>> 0;
}

function xor(a: number, b: number): number {
  return (a ^ b) >>> 0;
}
