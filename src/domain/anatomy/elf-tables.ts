import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { Section, Segment } from '#domain/document/sections';
import type { Export } from '#domain/document/symbols';
import { EM, ET, PF, PT, SHF, SHN, SHT, STT } from '#domain/executables/elf/elf-constants';
import type { ElfImage, ElfSection } from '#domain/executables/elf/elf-image';
import { elfKindOfDynamic } from '#domain/executables/elf/elf-kind';
import { readElfSlots, readElfStubs } from '#domain/executables/elf/elf-stubs';
import { isExported, isImported, isRequired } from '#domain/executables/elf/elf-symbol-tables';
import type { ElfSymbol, ElfSymbols } from '#domain/executables/elf/elf-symbols';
import { readElfSymbols } from '#domain/executables/elf/elf-symbols';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import { functionTest } from './elf-function-symbols';
import { elfTextPlaces } from './elf-text-places';
import { readElfTraits } from './elf-traits';
import type { ImportedName, ImportSlot } from './executable-tables';
import type { ExecutableTables } from './executable-tables';

/** Where an object file is shown, which has no addresses yet: radare2's choice. */
const OBJECT_BASE = 0x0800_0000n;

const SEGMENT_NAMES: Readonly<Record<number, string>> = {
  [PT.null]: 'NONE',
  [PT.load]: 'LOAD',
  [PT.dynamic]: 'DYNAMIC',
  [PT.interpreter]: 'INTERP',
  [PT.note]: 'NOTE',
  [PT.sharedLibrary]: 'SHLIB',
  [PT.programHeaders]: 'PHDR',
  [PT.threadLocal]: 'TLS',
  [PT.gnuEhFrame]: 'GNU_EH_FRAME',
  [PT.gnuStack]: 'GNU_STACK',
  [PT.gnuRelro]: 'GNU_RELRO',
  [PT.gnuProperty]: 'GNU_PROPERTY',
};

/** @throws what the source throws. */
export async function readElfTables(elf: OpenedElf): Promise<ExecutableTables> {
  const { file } = elf;
  const { image } = file;
  const dynamic = await elf.dynamic();
  const symbols = await readElfSymbols(file, await elf.symbolTables());
  const slots = await readElfSlots(file, dynamic);
  const stubs = await readElfStubs(file, slots);
  const linking = linkingSymbols(symbols);
  const isFunction = functionTest(image);
  const imports = (await importedSymbols(elf, symbols)).map((symbol) => importOf(symbol, stubs));
  return {
    sections: image.sections.filter(({ type }) => type !== SHT.null).map((section) => sectionOf(image, section)),
    segments: segmentsOf(image),
    libraries: dynamic?.needed ?? [],
    imports,
    slots: slotsOf(slots, symbols.dynamic.filter(isImported)),
    exports: linking.filter(isExported).map((symbol) => exportOf(image, symbol, isFunction(symbol))),
    symbols: [...symbols.static, ...symbols.dynamic].filter(isFunction).map((symbol) => namedSymbol(image, symbol)),
    traits: await readElfTraits(elf, symbols, imports.length),
    textPlaces: elfTextPlaces(file, (section) => BigInt(placeOf(image, section))),
  };
}

/**
 * What it takes from elsewhere. Where nobody is asked to fill that in, as in a static program, what is weak and missing stays 0 and is
 * none; the linker's table says it of an object file only.
 */
async function importedSymbols(elf: OpenedElf, linking: ElfSymbols): Promise<readonly ElfSymbol[]> {
  const isLibrary = (await elfKindOfDynamic(elf)) === 'shared_library';
  const libraries = (await elf.dynamic())?.needed ?? [];
  const isObject = elf.file.image.fields.type === ET.relocatable;
  const symbols = isObject ? linkingSymbols(linking) : linking.dynamic;
  const isFilled = isObject || isLibrary || libraries.length > 0 || (await elf.interpreter()) !== undefined;
  return symbols.filter(isFilled ? isImported : isRequired);
}

function linkingSymbols(symbols: ElfSymbols): readonly ElfSymbol[] {
  return symbols.dynamic.length > 0 ? symbols.dynamic : symbols.static;
}

function sectionOf(image: ElfImage, section: ElfSection): Section {
  const { name, type, flags, offset, size } = section;
  const isLoaded = (flags & SHF.alloc) !== 0;
  return {
    name: tameText(name, NAME_LIMIT),
    address: placeOf(image, section),
    offset: offsetOf(offset),
    size: type === SHT.noBits ? 0 : sizeOf(size),
    virtual_size: sizeOf(size),
    permissions: permissions(isLoaded, (flags & SHF.write) !== 0, (flags & SHF.execute) !== 0),
  };
}

function placeOf({ fields }: ElfImage, { address: start, offset }: ElfSection): Section['address'] {
  return address(BigInt.asUintN(64, fields.type === ET.relocatable ? OBJECT_BASE + BigInt(sizeOf(offset)) : start));
}

/** Several of a kind are numbered: those that are loaded from 0 on, others from the second on. */
function segmentsOf({ segments }: ElfImage): readonly Segment[] {
  const counts = new Map<string, number>();
  return segments.map((segment) => {
    const { flags } = segment;
    const kind = SEGMENT_NAMES[segment.type] ?? `0x${segment.type.toString(16)}`;
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    return {
      name: segment.type === PT.load ? `LOAD${index}` : index === 0 ? kind : `${kind}_${index}`,
      address: address(segment.address),
      offset: offsetOf(segment.offset),
      size: sizeOf(segment.fileSize),
      virtual_size: sizeOf(Number(segment.memorySize)),
      permissions: permissions((flags & PF.read) !== 0, (flags & PF.write) !== 0, (flags & PF.execute) !== 0),
    };
  });
}

function importOf({ name, index }: ElfSymbol, stubs: ReadonlyMap<number, bigint>): ImportedName {
  const stub = stubs.get(index);
  return { name, ...(stub !== undefined && { address: address(stub) }) };
}

function slotsOf(slots: ReadonlyMap<bigint, number>, imported: readonly ElfSymbol[]): readonly ImportSlot[] {
  const names = new Map(imported.map(({ index, name }) => [index, name]));
  return [...slots].flatMap(([place, index]) => {
    const name = names.get(index);
    return name === undefined ? [] : [{ name, address: address(place) }];
  });
}

function exportOf(image: ElfImage, symbol: ElfSymbol, isFunction: boolean): Export {
  const { name, type, size } = symbol;
  return {
    name,
    address: addressOf(image, symbol),
    size: sizeOf(size),
    type: isFunction ? 'function' : type === STT.object || type === STT.tls ? 'object' : 'other',
  };
}

function namedSymbol(image: ElfImage, symbol: ElfSymbol): NamedSymbol {
  const { name, size } = symbol;
  return { name, address: addressOf(image, symbol), size: sizeOf(size), isFunction: true, isImported: false };
}

/** In an object file a symbol's value counts from its section's start; on ARM an odd one marks Thumb code. */
function addressOf(image: ElfImage, { value, section, type }: ElfSymbol): Export['address'] {
  const { fields, sections } = image;
  const home = fields.type === ET.relocatable && section < SHN.firstReserved ? sections[section] : undefined;
  const start = home === undefined ? value : OBJECT_BASE + BigInt(sizeOf(home.offset)) + value;
  const isThumb = fields.machine === EM.arm && type === STT.function;
  return address(BigInt.asUintN(64, isThumb ? start & ~1n : start));
}

function permissions(read: boolean, write: boolean, execute: boolean): string {
  return `${read ? 'r' : '-'}${write ? 'w' : '-'}${execute ? 'x' : '-'}`;
}

function offsetOf(value: number): Section['offset'] {
  return address(BigInt(sizeOf(value)));
}

/** A hostile size beyond 2^53 is no exact number any more. */
function sizeOf(value: number): number {
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}
