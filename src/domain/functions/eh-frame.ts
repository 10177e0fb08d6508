import type { ByteView } from '#domain/bytes/byte-view';
import type { Bits } from '#domain/shared/executable-header';
import { DW_EH_PE, DwarfCursor } from './dwarf-cursor';
import type { RawStart } from './start-table';
import { MAX_ENTRIES } from './start-table';

/** A piece of the file together with where it is in memory. */
export interface Placed {
  readonly view: ByteView;
  readonly address: bigint;
  readonly bits: Bits;
}

export interface TableReading {
  readonly entries: readonly RawStart[];
  readonly fault?: string;
}

/** How the addresses of the FDEs of one CIE are stored; `undefined` when the CIE cannot be read. */
type Encoding = number | undefined;

interface Entry {
  /** Of the field that tells a CIE from an FDE. */
  readonly body: number;
  readonly end: number;
}

const EXTENDED_LENGTH = 0xffff_ffff;
const LONGEST_AUGMENTATION = 16;
const MAX_UNREADABLE = 1000;

/**
 * Walks .eh_frame: one start for each FDE. With `pastZero` a zero length is padding, else it is the end.
 * Source: the LSB's chapter on exception frames. What was read before damage is kept.
 */
export function readEhFrame(placed: Placed, pastZero: boolean): TableReading {
  const { view } = placed;
  const encodings = new Map<number, Encoding>();
  const entries: RawStart[] = [];
  let unreadable = 0;
  let fault: string | undefined;
  for (let at = 0; view.covers(at, 4) && entries.length < MAX_ENTRIES && unreadable < MAX_UNREADABLE;) {
    const entry = entryAt(view, at);
    if (entry === 'zero' && !pastZero) break;
    if (entry === 'zero') {
      at += 4;
      continue;
    }
    if (!view.covers(at, entry.end - at)) return { entries, fault: `.eh_frame is cut off at offset ${at}.` };
    const start = readFde(placed, entry, encodings);
    if (typeof start === 'string') {
      fault ??= start;
      unreadable++;
    } else if (start !== undefined) {
      entries.push(start);
    }
    at = entry.end;
  }
  return { entries, ...(fault !== undefined && { fault }) };
}

function entryAt(view: ByteView, at: number): Entry | 'zero' {
  const length = view.u32(at);
  if (length === 0) return 'zero';
  if (length !== EXTENDED_LENGTH) return { body: at + 4, end: at + 4 + length };
  return { body: at + 12, end: at + 12 + view.size64(at + 4) };
}

/** `undefined` for a CIE and for an FDE that stands for nothing any more; a text for one that cannot be read. */
function readFde(
  placed: Placed,
  { body, end }: Entry,
  encodings: Map<number, Encoding>,
): RawStart | string | undefined {
  const { view, bits } = placed;
  const toCie = view.u32(body);
  if (toCie === 0 || end - body < 4) return undefined;
  const cie = body - toCie;
  if (!encodings.has(cie)) encodings.set(cie, readEncoding(view, cie, bits));
  const encoding = encodings.get(cie);
  if (encoding === undefined) return `The CIE at offset ${cie} of .eh_frame is damaged or of an unknown form.`;
  const cursor = new DwarfCursor(view, body + 4, bits);
  const origin = (encoding & 0x70) === DW_EH_PE.pcrel ? placed.address + BigInt(cursor.at) : 0n;
  const stored = cursor.stored(encoding);
  const size = cursor.stored(encoding & 0x0f);
  if (stored === undefined || size === undefined || cursor.at > end) {
    return `The FDE at offset ${body - 4} of .eh_frame is damaged.`;
  }
  // The linker zeroes the entries of functions that it leaves out.
  if (stored === 0n || size <= 0n) return undefined;
  return { address: BigInt.asUintN(bits, origin + stored), size: BigInt.asUintN(bits, size) };
}

function readEncoding(view: ByteView, at: number, bits: Bits): Encoding {
  if (!view.covers(at, 4)) return undefined;
  const entry = entryAt(view, at);
  if (entry === 'zero' || view.u32(entry.body) !== 0) return undefined;
  const cursor = new DwarfCursor(view, entry.body + 4, bits);
  const version = cursor.u8();
  if (version !== 1 && version !== 3 && version !== 4) return undefined;
  const augmentation = view.text(cursor.at, LONGEST_AUGMENTATION);
  cursor.skip(augmentation.length + 1);
  if (augmentation.startsWith('eh')) cursor.skip(bits / 8);
  if (version === 4) cursor.skip(2);
  cursor.uleb();
  cursor.sleb();
  if (version === 1) cursor.skip(1);
  else cursor.uleb();
  const encoding = augmentation.startsWith('z') ? encodingIn(augmentation, cursor) : DW_EH_PE.absptr;
  return encoding !== undefined && !cursor.isPastEnd && isKnown(encoding) ? encoding : undefined;
}

/** Reads the data that the letters after `z` announce, up to R, the encoding of addresses. */
function encodingIn(augmentation: string, cursor: DwarfCursor): Encoding {
  cursor.uleb();
  for (const letter of augmentation.slice(1)) {
    if (letter === 'R') return cursor.u8();
    if (letter === 'L') cursor.skip(1);
    else if (letter === 'P') cursor.stored(cursor.u8());
    else if (!'SBG'.includes(letter)) return undefined;
  }
  return DW_EH_PE.absptr;
}

/** Of a function's start only absolute and self-relative addresses make sense in a linked file. */
function isKnown(encoding: number): boolean {
  const origin = encoding & 0xf0;
  return origin === 0 || origin === DW_EH_PE.pcrel;
}
