import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { baseOf } from './macho-commands';
import type { MachoFile } from './macho-file';

// Source: Apple's mach-o/fixup-chains.h.

/** Bytes: a page's size has 16 bits. */
const LARGEST_PAGE = 1 << 16;
const MAX_SEGMENTS = 256;
/** Bytes of the starts in one segment: the number of pages has 16 bits, and so has each start. */
const MAX_STARTS = 1 << 18;
const NO_FIXUP = 0xffff;
/** Of a page's start: more than one, in a list behind the pages; of that list's entries: the last. */
const MULTIPLE = 0x8000;

/** How a pointer of a chain says what it is. */
interface PointerFormat {
  readonly size: 4 | 8;
  /** Bytes that `next` counts in. */
  readonly stride: number;
  readonly next: (view: ByteView, at: number) => number;
  /** The import's number, or `undefined` for a pointer into the image itself. */
  readonly ordinal: (view: ByteView, at: number) => number | undefined;
}

const high = (view: ByteView, at: number): number => view.u32(at + 4);

/** With pointer authentication: bind in bit 62, next in 51-61. */
const authenticated = (stride: number, ordinalMask: number): PointerFormat => ({
  size: 8,
  stride,
  next: (view, at) => (high(view, at) >>> 19) & 0x7ff,
  ordinal: (view, at) => ((high(view, at) & 0x4000_0000) === 0 ? undefined : view.u32(at) & ordinalMask),
});
/** Bind in bit 63, next in 51-62, ordinal in 0-23. */
const plain64: PointerFormat = {
  size: 8,
  stride: 4,
  next: (view, at) => (high(view, at) >>> 19) & 0xfff,
  ordinal: (view, at) => ((high(view, at) & 0x8000_0000) === 0 ? undefined : view.u32(at) & 0xff_ffff),
};
/** Bind in bit 31, next in 26-30, ordinal in 0-19. */
const plain32: PointerFormat = {
  size: 4,
  stride: 4,
  next: (view, at) => (view.u32(at) >>> 26) & 0x1f,
  ordinal: (view, at) => ((view.u32(at) & 0x8000_0000) === 0 ? undefined : view.u32(at) & 0xf_ffff),
};

/** DYLD_CHAINED_PTR_…, those that bind: kernels' own do not. */
const FORMATS: Readonly<Record<number, PointerFormat>> = {
  1: authenticated(8, 0xffff),
  2: plain64,
  3: plain32,
  6: plain64,
  7: authenticated(4, 0xffff),
  9: authenticated(8, 0xffff),
  10: authenticated(4, 0xffff),
  12: authenticated(8, 0xff_ffff),
};

/**
 * By an import's number, the first place that it is bound to. Each pointer leads to a later one of its page, and no more bytes of pages
 * are looked at than twice those that the file has, so that the work is no more either. @param startsAt where dyld_chained_starts_in_image is @throws what the source throws.
 */
export async function firstSlots(
  file: MachoFile,
  startsAt: number,
  importCount: number,
): Promise<ReadonlyMap<number, bigint>> {
  const slots = new Map<number, bigint>();
  const { littleEndian } = file.image.fields;
  const read = async (at: number, length: number): Promise<ByteView> =>
    new ByteView(await readWithin(file.source, at, length), littleEndian);
  const segmentCount = Math.min((await read(startsAt, 4)).u32(0), MAX_SEGMENTS);
  const offsets = await read(startsAt + 4, segmentCount * 4);
  const base = baseOf(file.image);
  const seen = new Set<number>();
  let allowance = Math.max(file.source.size * 2, LARGEST_PAGE);
  for (let index = 0; index < segmentCount && allowance > 0 && slots.size < importCount; index++) {
    const offset = offsets.u32(index * 4);
    // Two segments have nothing to share.
    if (offset === 0 || seen.has(offset)) continue;
    seen.add(offset);
    const starts = await read(startsAt + offset, 4);
    const size = Math.min(starts.u32(0), MAX_STARTS);
    const segment = new ChainedSegment(await read(startsAt + offset, size), importCount);
    for (let page = 0; page < segment.pageCount && allowance > 0 && slots.size < importCount; page++) {
      allowance -= await segment.visit(file, base, page, slots);
    }
  }
  return slots;
}

/** dyld_chained_starts_in_segment. */
class ChainedSegment {
  private readonly format: PointerFormat | undefined;
  private readonly pageSize: number;
  private readonly offset: bigint;
  readonly pageCount: number;

  constructor(
    private readonly view: ByteView,
    private readonly importCount: number,
  ) {
    this.pageSize = view.u16(4);
    this.format = FORMATS[view.u16(6)];
    this.offset = view.u64(8);
    this.pageCount = this.format === undefined ? 0 : Math.min(view.u16(20), (view.length - 22) >> 1);
  }

  /** @returns how many bytes were looked at, at least one */
  async visit(file: MachoFile, base: bigint, page: number, slots: Map<number, bigint>): Promise<number> {
    const starts = this.startsOf(page);
    if (starts.length === 0) return 1;
    const address = BigInt.asUintN(64, base + this.offset + BigInt(page * this.pageSize));
    const view = new ByteView(await file.at(address, this.pageSize), file.image.fields.littleEndian);
    // Chains of a page can meet, and lead the same way from there on.
    const seen = new Set<number>();
    for (const start of starts) {
      for (let at = start; !seen.has(at) && view.covers(at, 4);) {
        seen.add(at);
        const next = this.visitPointer(view, at, address, slots);
        if (next === 0) break;
        at += next;
      }
    }
    return this.pageSize + 1;
  }

  /** @returns how far away the next one is, 0 at the end of a chain */
  private visitPointer(view: ByteView, at: number, address: bigint, slots: Map<number, bigint>): number {
    const { format, importCount } = this;
    if (format === undefined || !view.covers(at, format.size)) return 0;
    const ordinal = format.ordinal(view, at);
    if (ordinal !== undefined && ordinal < importCount && !slots.has(ordinal)) slots.set(ordinal, address + BigInt(at));
    return format.next(view, at) * format.stride;
  }

  private startsOf(page: number): readonly number[] {
    const first = this.view.u16(22 + page * 2);
    if (first === NO_FIXUP) return [];
    if ((first & MULTIPLE) === 0) return [first];
    const starts: number[] = [];
    // No page has more chains than words.
    for (let index = first & ~MULTIPLE; starts.length < this.pageSize / 4; index++) {
      const start = this.view.u16(22 + index * 2);
      starts.push(start & ~MULTIPLE);
      if ((start & MULTIPLE) !== 0) break;
    }
    return starts;
  }
}
