import { ByteView } from '#domain/bytes/byte-view';
import type { EmbeddedExecutable } from '#domain/document/anatomy-facts';
import { readElfFields } from '#domain/executables/elf/elf-header';
import { LC } from '#domain/executables/macho/macho-constants';
import { readMachoFields } from '#domain/executables/macho/macho-header';
import { readPeFields } from '#domain/executables/pe/pe-header';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { ExecutableHeader } from '#domain/shared/executable-header';

export const MAX_EMBEDDED = 50;
/** Bytes behind a magic number that a judgement needs. */
export const EMBEDDED_HEAD = 8192;
/** A file made of nothing but magic numbers is not worth more: in all, and of one magic number in one window. */
const MAX_CANDIDATES = 100_000;
const MAX_CANDIDATES_IN_WINDOW = 1024;
const MAX_SECTIONS = 96;
const LARGEST = 2 ** 40;

const MAGICS = ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe', '\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf'].map(
  (magic) => Buffer.from(magic, 'latin1'),
);

type Judged = Omit<EmbeddedExecutable, 'offset' | 'section'>;
export type Embedded = Judged & { readonly offset: number };

/** Collects the executables that begin within a file, slice by slice; a magic number alone is none. */
export class EmbeddedExecutables {
  private readonly found: Embedded[] = [];
  private candidates = 0;

  /** @param known offsets of what the file itself is: its start, and that of each image of a universal file */
  constructor(
    private readonly fileSize: number,
    private readonly known: ReadonlySet<number>,
  ) {}

  /** By offset; at most 50. */
  get items(): readonly Embedded[] {
    return this.found.toSorted((a, b) => a.offset - b.offset).slice(0, MAX_EMBEDDED);
  }

  /** @param window bytes from `start` on, of which those that begin in the first `length` are looked at */
  look(window: Buffer, start: number, length: number): void {
    for (const magic of MAGICS) {
      let left = MAX_CANDIDATES_IN_WINDOW;
      for (let at = window.indexOf(magic); at !== -1 && at < length && left > 0; at = window.indexOf(magic, at + 1)) {
        left--;
        if (this.found.length >= MAX_EMBEDDED || this.candidates++ > MAX_CANDIDATES) return;
        if (this.known.has(start + at) || !isWorthALook(window, at)) continue;
        const judged = judge(window.subarray(at, at + EMBEDDED_HEAD), this.fileSize - start - at);
        if (judged !== undefined) this.found.push({ ...judged, offset: start + at });
      }
    }
  }
}

/** Two letters are everywhere: what they must lead to is looked at before anything else. */
function isWorthALook(window: Buffer, at: number): boolean {
  if (window[at] === 0x7f) return window[at + 6] === 1 && (window[at + 4] ?? 0) <= 2 && (window[at + 5] ?? 0) <= 2;
  if (window[at] !== 0x4d) return true;
  if (at + 64 > window.length) return false;
  const lead = window.readUInt32LE(at + 0x3c);
  return lead >= 4 && lead < EMBEDDED_HEAD && window[at + lead] === 0x50 && window[at + lead + 1] === 0x45;
}

/** @param head what begins with a magic number @param room bytes from there to the end of the file */
export function judge(head: Uint8Array, room: number): Judged | undefined {
  const verdict = readExecutableHeader(head, room);
  if (verdict.outcome !== 'executable' || verdict.header.slices !== undefined) return undefined;
  const { header } = verdict;
  const size = header.architecture === 'unknown' ? undefined : SIZES[header.format](head, header);
  if (size === undefined || size > LARGEST) return undefined;
  return { format: header.format, architecture: header.architecture, bits: header.bits, size };
}

/** How large an image is by its own headers; `undefined` when they are not those of an image. */
const SIZES: Readonly<
  Record<ExecutableHeader['format'], (head: Uint8Array, header: ExecutableHeader) => number | undefined>
> = { pe: sizeOfPe, elf: sizeOfElf, macho: sizeOfMacho };

function sizeOfPe(head: Uint8Array): number | undefined {
  const fields = readPeFields(head);
  const view = new ByteView(head, true);
  if (fields === undefined || fields.sectionCount === 0 || fields.sectionCount > MAX_SECTIONS) return undefined;
  const optionalSize = fields.sectionTable - fields.optionalHeader;
  const { headersSize } = fields;
  if (optionalSize < 0x60 || optionalSize > 0x400 || headersSize === 0) return undefined;
  let end = headersSize;
  for (let index = 0; index < fields.sectionCount; index++) {
    const at = fields.sectionTable + index * 40;
    if (view.covers(at, 40) && view.u32(at + 12) === 0) return undefined;
    if (view.u32(at + 16) > 0) end = Math.max(end, view.u32(at + 20) + view.u32(at + 16));
  }
  return end;
}

function sizeOfElf(head: Uint8Array): number | undefined {
  const fields = readElfFields(head);
  if (fields === undefined) return undefined;
  const view = new ByteView(head, fields.littleEndian);
  const wide = fields.bits === 64;
  const [headerSize, programSize, sectionSize] = wide ? [64, 56, 64] : [52, 32, 40];
  const { programHeaders, sectionHeaders } = fields;
  const isSane =
    view.u8(6) === 1 &&
    view.u32(20) === 1 &&
    view.u16(wide ? 52 : 40) === headerSize &&
    (programHeaders.count === 0 || programHeaders.entrySize === programSize) &&
    (sectionHeaders.count === 0 || sectionHeaders.entrySize === sectionSize) &&
    programHeaders.count + sectionHeaders.count > 0;
  if (!isSane) return undefined;
  let end = sectionHeaders.offset + sectionHeaders.count * sectionHeaders.entrySize;
  for (let index = 0; index < programHeaders.count; index++) {
    const at = programHeaders.offset + index * programSize;
    if (!view.covers(at, programSize)) break;
    const [offset, size] = wide ? [view.size64(at + 8), view.size64(at + 32)] : [view.u32(at + 4), view.u32(at + 16)];
    end = Math.max(end, offset + size);
  }
  return end;
}

const MAX_COMMANDS = 4096;

function sizeOfMacho(head: Uint8Array): number | undefined {
  const fields = readMachoFields(head);
  if (fields === undefined) return undefined;
  const { fileType, commandCount, commandsSize, headerSize, littleEndian } = fields;
  const isSane =
    fileType >= 1 &&
    fileType <= 12 &&
    commandCount > 0 &&
    commandCount <= MAX_COMMANDS &&
    commandsSize >= commandCount * 8;
  if (!isSane) return undefined;
  const view = new ByteView(head, littleEndian);
  let end = headerSize + commandsSize;
  for (let at = headerSize, index = 0; index < commandCount && view.covers(at, 64); index++) {
    const [type, size] = [view.u32(at), view.u32(at + 4)];
    if (size < 8 || size > commandsSize || size % 4 !== 0) return index === 0 ? undefined : end;
    if (type === LC.segment) end = Math.max(end, view.u32(at + 32) + view.u32(at + 36));
    if (type === LC.segment64) end = Math.max(end, view.size64(at + 40) + view.size64(at + 48));
    at += size;
  }
  return end;
}
