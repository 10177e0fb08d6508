import { ByteView } from '#domain/bytes/byte-view';
import type { Architecture, ExecutableHeader, FatSlice, HeaderVerdict } from '#domain/shared/executable-header';
import { architectureOfCpu, bitsOfCpu, describeImage, endiannessOf, readMachoFields } from './macho-header';

const FAT_MAGIC_64 = 0xcafebabf;
/** The least that an image can be: the header of a 32-bit one. */
const SMALLEST_IMAGE = 28;
/** A Java class begins with the same four bytes; its version, 45 and more, then stands where the count of images does here. */
const FIRST_JAVA_VERSION = 43;
const PREFERRED: readonly Architecture[] = ['x86_64', 'arm64'];

export function isJavaClass(head: Uint8Array): boolean {
  const view = new ByteView(head, false);
  return view.u32(0) === 0xcafebabe && view.u32(4) >= FIRST_JAVA_VERSION;
}

/** Whether a universal file, big-endian, has offsets and sizes of 64 bits. */
export function isFat64(view: ByteView): boolean {
  return view.u32(0) === FAT_MAGIC_64;
}

/** Judges a file that begins with one of the two magic numbers of a universal file; `size` is the file's. */
export function readFatMachoHeader(head: Uint8Array, size: number): HeaderVerdict {
  const view = new ByteView(head, false);
  const wide = isFat64(view);
  const entrySize = wide ? 32 : 20;
  const count = view.u32(4);
  if (!view.covers(0, 8)) return corrupt(`The file ends within the universal header, after ${head.length} bytes.`);
  if (count === 0) return corrupt('The universal header lists no image.');
  if (count >= FIRST_JAVA_VERSION || !view.covers(8, count * entrySize)) {
    return corrupt(`The universal header lists ${count} images, more than it can hold.`);
  }
  const slices = Array.from({ length: count }, (_, index) => readSlice(view, 8 + index * entrySize, wide));
  const inside = slices.filter((slice) => slice.size >= SMALLEST_IMAGE && slice.offset + slice.size <= size);
  if (inside.length === 0) return corrupt('No image of the universal file lies within it.');
  const best = inside.filter((slice) => mayBeImage(head, slice)).sort((a, b) => rank(a) - rank(b))[0];
  if (best === undefined) return withoutImage(view, inside);
  return {
    outcome: 'executable',
    header: { ...describeSlice(head, best, inside), slices, slice: slices.indexOf(best) },
  };
}

function readSlice(view: ByteView, at: number, wide: boolean): FatSlice {
  const cpuType = view.u32(at);
  return {
    architecture: architectureOfCpu(cpuType),
    bits: bitsOfCpu(cpuType),
    offset: wide ? view.size64(at + 8) : view.u32(at + 8),
    size: wide ? view.size64(at + 16) : view.u32(at + 12),
  };
}

/** False only where the bytes are at hand and are something else. */
function mayBeImage(head: Uint8Array, slice: FatSlice): boolean {
  return slice.offset + SMALLEST_IMAGE > head.length || readMachoFields(head, slice.offset) !== undefined;
}

function rank({ architecture, bits }: FatSlice): number {
  const preferred = PREFERRED.indexOf(architecture);
  if (bits === 64) return preferred === -1 ? PREFERRED.length : preferred;
  return PREFERRED.length + 1;
}

/** The images of one file are builds of one source, so another one's kind stands in where the chosen one is out of sight. */
function describeSlice(head: Uint8Array, slice: FatSlice, others: readonly FatSlice[]): ExecutableHeader {
  const own = readMachoFields(head, slice.offset);
  if (own !== undefined) return describeImage(own);
  const seen = others.map((other) => readMachoFields(head, other.offset)).find((fields) => fields !== undefined);
  return {
    format: 'macho',
    architecture: slice.architecture,
    bits: slice.bits,
    endianness: endiannessOf(slice.architecture),
    kind: seen === undefined ? 'other' : describeImage(seen).kind,
  };
}

function withoutImage(view: ByteView, slices: readonly FatSlice[]): HeaderVerdict {
  if (slices.some((slice) => view.text(slice.offset, 7) === '!<arch>')) {
    return { outcome: 'unsupported', name: 'universal static library' };
  }
  return corrupt('No image of the universal file is a Mach-O image.');
}

function corrupt(reason: string): HeaderVerdict {
  return { outcome: 'corrupt', format: 'macho', reason };
}
