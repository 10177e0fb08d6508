import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { NameTable } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import type { BoundImport, BoundImports } from './bound-imports';
import { firstSlots } from './chained-pointers';
import { LC } from './macho-constants';
import type { MachoFile } from './macho-file';

// Source: Apple's mach-o/fixup-chains.h.

/** dyld_chained_fixups_header. */
interface ChainedHeader {
  /** In the image. */
  readonly startsAt: number;
  readonly importsAt: number;
  readonly symbolsAt: number;
  /** Of the whole table. */
  readonly end: number;
  readonly importCount: number;
  /** DYLD_CHAINED_IMPORT…: plain, with an addend, with one of 64 bits. */
  readonly importFormat: number;
  /** 0: as they are; 1: compressed by zlib. */
  readonly symbolsFormat: number;
}

type ChainedImport = Pick<BoundImport, 'ordinal' | 'isWeak'> & { readonly nameAt: number };

const HEADER_SIZE = 28;
const IMPORT_SIZES: Readonly<Record<number, number>> = { 1: 4, 2: 8, 3: 16 };
/** From here on an unsigned library number stands for one below 0. */
const [SPECIAL_8, SPECIAL_16] = [0xf0, 0xfff0];

/**
 * The imports that LC_DYLD_CHAINED_FIXUPS lists.
 * @returns why they, or some of them, were not read; `undefined` where all were. @throws what the source throws.
 */
export async function readChainedImports(file: MachoFile, imports: BoundImports): Promise<string | undefined> {
  const { source, image } = file;
  const command = image.commands.find(({ type }) => type === LC.dyldChainedFixups)?.view;
  if (command === undefined) return undefined;
  const header = await readHeader(file, command.u32(8), command.u32(12));
  const entrySize = IMPORT_SIZES[header.importFormat];
  if (header.importCount === 0) return undefined;
  if (entrySize === undefined) return `Chained fixups list imports in an unknown format, ${header.importFormat}.`;
  if (header.symbolsFormat !== 0) {
    const how =
      header.symbolsFormat === 1 ? 'are compressed by zlib' : `have an unknown format, ${header.symbolsFormat}`;
    return `The names in chained fixups ${how}; they were not read.`;
  }
  const names = await NameTable.read(source, header.symbolsAt, Math.max(header.end - header.symbolsAt, 0));
  const place = { offset: header.importsAt, entrySize, count: header.importCount };
  const entries = await readTable(source, place, image.fields.littleEndian, (view, at) =>
    header.importFormat === 3 ? wideImport(view, at) : plainImport(view, at),
  );
  const slots = await firstSlots(file, header.startsAt, entries.length);
  entries.forEach(({ nameAt, ordinal, isWeak }, index) => {
    const slot = slots.get(index);
    const name = names.at(nameAt);
    imports.add({ name, ordinal, isWeak, table: 'chained_fixups', ...(slot !== undefined && { slot }) });
  });
  if (entries.length === header.importCount) return undefined;
  return `Of ${header.importCount} imports that chained fixups count ${entries.length} were read.`;
}

async function readHeader({ source, image }: MachoFile, start: number, size: number): Promise<ChainedHeader> {
  const view = new ByteView(await readWithin(source, start, HEADER_SIZE), image.fields.littleEndian);
  return {
    startsAt: start + view.u32(4),
    importsAt: start + view.u32(8),
    symbolsAt: start + view.u32(12),
    end: start + size,
    importCount: view.u32(16),
    importFormat: view.u32(20),
    symbolsFormat: view.u32(24),
  };
}

/** Library 8 bits, weak 1, name 23. */
function plainImport(view: ByteView, at: number): ChainedImport {
  const bits = view.u32(at);
  const library = bits & 0xff;
  return {
    ordinal: library > SPECIAL_8 ? library - 0x100 : library,
    isWeak: (bits & 0x100) !== 0,
    nameAt: bits >>> 9,
  };
}

/** Library 16 bits, weak 1, unused 15, name 32. */
function wideImport(view: ByteView, at: number): ChainedImport {
  const library = view.u16(at);
  return {
    ordinal: library > SPECIAL_16 ? library - 0x1_0000 : library,
    isWeak: (view.u32(at) & 0x1_0000) !== 0,
    nameAt: view.u32(at + 4),
  };
}
