import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { readScatteredWords } from '#domain/bytes/scattered-words';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { codeOf } from '#domain/executables/pe/pe-code';
import { MACHINE, PE_DIRECTORY, SCN } from '#domain/executables/pe/pe-constants';
import type { PeFile } from '#domain/executables/pe/pe-file';
import type { PeImage } from '#domain/executables/pe/pe-image';
import { readEhFrame } from './eh-frame';
import type { GoTableHint } from './go-function-starts';
import { readGoStarts } from './go-function-starts';
import type { RawStart, RawStarts, RawTable } from './start-table';
import { MAX_ENTRIES, MAX_TABLE_SIZE } from './start-table';

/** A RUNTIME_FUNCTION as it stands in the file; all addresses are RVAs. */
interface RuntimeFunction {
  readonly begin: number;
  /** Absent where the unwind data says it. */
  readonly end?: number;
  readonly unwind: number;
}

type Words = (rva: number) => number | undefined;

/** How one processor's exception directory is laid out. */
interface Layout {
  readonly entrySize: number;
  /** Where the entry's unwind data begins, if it is not packed into the entry. */
  readonly unwindData: (entry: RuntimeFunction) => number | undefined;
  /** `undefined` for an entry that continues the function of another. */
  readonly start: (entry: RuntimeFunction, word: Words) => { begin: number; size?: number } | undefined;
}

/** GNU linkers cut the name to eight characters; where the image has lost its table of strings, nobody knows what `/4` was. */
const EH_FRAME = /^(?:\.eh_fram|\/\d)/;
const GO_TABLE_HOMES: readonly string[] = ['.rdata', '.data', '.text'];
const UNW_FLAG_CHAININFO = 4;
/** Of an ARM entry's second word: 0 an RVA, 1 packed, 2 packed fragment without prologue. */
const FRAGMENT = 2;

const X64: Layout = {
  entrySize: 12,
  unwindData: ({ unwind }) => ((unwind & 1) === 0 ? unwind : undefined),
  start: ({ begin, end = 0, unwind }, word) => {
    if ((unwind & 1) !== 0 || (((word(unwind) ?? 0) >>> 3) & UNW_FLAG_CHAININFO) !== 0) return undefined;
    return { begin, size: end - begin };
  },
};

const ARM64: Layout = armLayout({ instruction: 4, lengthBits: 18, fragmentBit: 0 });
const THUMB: Layout = armLayout({ instruction: 2, lengthBits: 18, fragmentBit: 1 << 22 });

/** By machine. */
const LAYOUTS: Readonly<Record<number, Layout>> = {
  [MACHINE.amd64]: X64,
  [MACHINE.arm64]: ARM64,
  [MACHINE.armNt]: THUMB,
};

/** The starts in the exception directory (.pdata) of a PE file for x64, ARM64 or Thumb-2, and in Go's table. Source: the PE/COFF and the unwind references. */
export async function readPeStarts({ file }: OpenedPe): Promise<RawStarts> {
  const { image, source } = file;
  const { bits, imageBase } = image.fields;
  const code = codeOf(image, imageBase);
  const text = image.sections.find(({ name }) => name === '.text');
  const textStart = text && imageBase + BigInt(text.rva);
  const go = await readGoStarts(source, goTableHint(image), { bits, littleEndian: true, code, textStart });
  return { tables: [...(await readDirectory(file)), ...(await readFrames(file)), ...go], code };
}

/** GCC for 32-bit Windows keeps its unwind tables as ELF files have them. */
async function readFrames({ source, image }: PeFile): Promise<readonly RawTable[]> {
  const { fields, sections } = image;
  if (fields.machine !== MACHINE.i386) return [];
  for (const { name, rva, offset, virtualSize, fileSize, characteristics } of sections) {
    if (!EH_FRAME.test(name) || (characteristics & SCN.discardable) !== 0) continue;
    const bytes = await readWithin(source, offset, Math.min(fileSize, virtualSize || fileSize, MAX_TABLE_SIZE));
    const placed = { view: new ByteView(bytes, true), address: fields.imageBase + BigInt(rva), bits: fields.bits };
    const { entries, fault } = readEhFrame(placed, true);
    if (entries.length > 0) return [{ table: 'eh_frame', entries, ...(fault !== undefined && { fault }) }];
  }
  return [];
}

async function readDirectory(file: PeFile): Promise<readonly RawTable[]> {
  const { source, image } = file;
  const layout = LAYOUTS[image.fields.machine];
  const { rva = 0, size = 0 } = image.fields.directories[PE_DIRECTORY.exception] ?? {};
  if (layout === undefined || size === 0) return [];
  const place = image.map.locate(BigInt(rva));
  if (place === undefined || place.room < size) {
    return [{ table: 'pdata', entries: [], fault: 'The exception directory lies outside of the file.' }];
  }
  const length = Math.min(size, MAX_ENTRIES * layout.entrySize);
  const table = readTable(new ByteView(await readWithin(source, place.offset, length), true), layout.entrySize);
  const word = await readUnwindWords(file, table, layout);
  return [{ table: 'pdata', entries: table.flatMap((entry) => startOf(entry, layout, word, image)) }];
}

/** Go has no section of its own for it: it is among the constants, or, before 1.16, in the code. */
function goTableHint({ sections }: PeImage): GoTableHint {
  const searched = sections
    .filter(({ name }) => GO_TABLE_HOMES.includes(name))
    .map(({ offset, fileSize }) => ({ offset, room: fileSize }));
  return { section: undefined, searched };
}

function readTable(view: ByteView, entrySize: number): readonly RuntimeFunction[] {
  const table: RuntimeFunction[] = [];
  for (let at = 0; view.covers(at, entrySize); at += entrySize) {
    const [begin, second] = [view.u32(at), view.u32(at + 4)];
    // Linkers fill up with zeroes.
    if (begin === 0) continue;
    table.push(entrySize === 8 ? { begin, unwind: second } : { begin, end: second, unwind: view.u32(at + 8) });
  }
  return table;
}

/** The first word of each entry's unwind data. */
async function readUnwindWords(
  { source, image: { map } }: PeFile,
  table: readonly RuntimeFunction[],
  layout: Layout,
): Promise<Words> {
  const offsets = new Map<number, number>();
  for (const entry of table) {
    const rva = layout.unwindData(entry);
    const offset = rva === undefined ? undefined : map.locate(BigInt(rva))?.offset;
    if (rva !== undefined && offset !== undefined) offsets.set(rva, offset);
  }
  const words = await readScatteredWords(source, offsets.values());
  return (rva) => {
    const offset = offsets.get(rva);
    return offset === undefined ? undefined : words.get(offset);
  };
}

function startOf(entry: RuntimeFunction, layout: Layout, word: Words, { fields }: PeImage): readonly RawStart[] {
  const start = layout.start(entry, word);
  if (start === undefined) return [];
  const address = BigInt.asUintN(fields.bits, fields.imageBase + BigInt(start.begin));
  // An entry that ends before it begins is kept for the count of those that make no sense.
  if (start.size !== undefined && start.size <= 0) return [{ address: 0n }];
  return [{ address, ...(start.size !== undefined && { size: BigInt(start.size) }) }];
}

/** ARM packs a short function's unwind data into the entry; both forms count its length in instructions. */
function armLayout(of: { instruction: number; lengthBits: number; fragmentBit: number }): Layout {
  return {
    entrySize: 8,
    unwindData: ({ unwind }) => ((unwind & 3) === 0 ? unwind : undefined),
    start: ({ begin, unwind }, word) => {
      const address = begin - (begin % of.instruction);
      if ((unwind & 3) === FRAGMENT) return undefined;
      if ((unwind & 3) !== 0) return { begin: address, size: ((unwind >>> 2) & 0x7ff) * of.instruction };
      const data = word(unwind);
      if (data === undefined) return { begin: address };
      if ((data & of.fragmentBit) !== 0) return undefined;
      return { begin: address, size: (data & ((1 << of.lengthBits) - 1)) * of.instruction };
    },
  };
}
