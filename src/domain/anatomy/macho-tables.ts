import { NAME_LIMIT } from '#domain/bytes/name-table';
import { CAPS } from '#domain/document/caps';
import type { Truncation } from '#domain/document/parts';
import type { Section, Segment } from '#domain/document/sections';
import { entryPointOf, isLinkedDynamically, librariesOf, systemOf } from '#domain/executables/macho/macho-commands';
import { N_TYPE, VM_PROT } from '#domain/executables/macho/macho-constants';
import { readMachoExports } from '#domain/executables/macho/macho-exports';
import type { MachoFile } from '#domain/executables/macho/macho-file';
import type { MachoImage, MachoSegment } from '#domain/executables/macho/macho-image';
import { readMachoImports } from '#domain/executables/macho/macho-imports';
import type { PlacedSection } from '#domain/executables/macho/macho-sections';
import { isZeroFilled, machoCode, machoPermissions, placedSections } from '#domain/executables/macho/macho-sections';
import type { MachoSymbol, SymbolReading } from '#domain/executables/macho/macho-symbols';
import { readMachoStubs, readMachoSymbols } from '#domain/executables/macho/macho-symbols';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import type { TextPlace } from '#domain/strings/text-place';
import type { HeaderTraits } from './executable-tables';
import type { ExecutableTables } from './executable-tables';
import { namedMachoExports, namedMachoImports } from './macho-names';
import { machoOverlay } from './overlay';
import { overlayPlace } from './overlay-place';

const LOCAL_PLACEHOLDER = 'radr://5614542';
const DENSE = ['__eh_frame', '__unwind_info', '__stubs', '__stub_helper', '__symbol_stub1', '__picsymbolstub1'];
/** Holds tables of symbols and their names. */
const LINK_EDIT = '__LINKEDIT';

/** @throws what the source throws. */
export async function readMachoTables(file: MachoFile): Promise<ExecutableTables> {
  const { image, start: shift } = file;
  const sections = placedSections(image);
  const { symbols, ...reading } = await readMachoSymbols(file);
  const libraries = librariesOf(image);
  const exports = await readMachoExports(file, symbols, sections);
  const own = new Set(exports.exports.map(({ name }) => name));
  const imports = await readMachoImports(file, symbols, own);
  const entry = entryPointOf(image);
  const named = namedMachoImports(imports.imports, libraries, await stubsByName(file, symbols));
  return {
    sections: sections.map((placed) => sectionOf(placed, shift)),
    segments: image.segments.map((segment) => segmentOf(segment, shift)),
    libraries: [...new Set(libraries)].filter((name) => name !== ''),
    ...named,
    exports: namedMachoExports(exports.exports, libraries, machoCode(image)),
    symbols: symbols.filter(({ type }) => type === N_TYPE.section).map((symbol) => namedSymbol(symbol, sections)),
    ...(entry !== undefined && { entryPoint: address(entry) }),
    traits: traitsOf(image, symbols, sections),
    truncated: [
      ...cut('imports', named.imports, imports.faults),
      ...cut('exports', exports.exports, exports.faults),
      ...cutSymbols(reading),
    ],
    textPlaces: textPlacesOf(file, sections),
  };
}

function cut(
  section: 'imports' | 'exports',
  list: readonly unknown[],
  faults: readonly string[],
): readonly Truncation[] {
  return faults.map((reason) => ({ section, kept: Math.min(list.length, CAPS[section]), reason }));
}

function cutSymbols({ visited, total, isWhole }: SymbolReading): readonly Truncation[] {
  if (isWhole) return [];
  const reason = `Of ${total} entries of the symbol table ${visited} were read, those of exports and imports first.`;
  return [{ section: 'symbols', kept: visited, reason }];
}

/** Where calls of an import go to, by its name in the file. */
async function stubsByName(file: MachoFile, symbols: readonly MachoSymbol[]): Promise<ReadonlyMap<string, bigint>> {
  const stubs = await readMachoStubs(file);
  return new Map(
    symbols.flatMap(({ name, index, type }) => {
      const stub = type === N_TYPE.section ? undefined : stubs.get(index);
      return stub === undefined ? [] : [[name, stub] as const];
    }),
  );
}

/** Of an executable segment not all is code; what is none is shown as what it is for. */
function sectionOf({ section, segment, name, isCode }: PlacedSection, shift: number): Section {
  const size = Math.min(Number(section.size), Number.MAX_SAFE_INTEGER);
  return {
    name,
    address: address(section.address),
    offset: address(section.offset + shift),
    size: isZeroFilled(section) ? 0 : size,
    virtual_size: size,
    permissions: machoPermissions(isCode ? segment.protection : segment.protection & ~VM_PROT.execute),
  };
}

function segmentOf(segment: MachoSegment, shift: number): Segment {
  return {
    name: tameText(segment.name, NAME_LIMIT),
    address: address(segment.address),
    offset: address(BigInt(Math.min(segment.offset, Number.MAX_SAFE_INTEGER - shift) + shift)),
    size: Math.min(segment.fileSize, Number.MAX_SAFE_INTEGER),
    virtual_size: Math.min(Number(segment.memorySize), Number.MAX_SAFE_INTEGER),
    permissions: machoPermissions(segment.protection),
  };
}

function namedSymbol(symbol: MachoSymbol, sections: readonly PlacedSection[]): NamedSymbol {
  const { name, value } = symbol;
  return { name, address: address(value), size: 0, isFunction: isCode(symbol, sections), isImported: false };
}

function isCode({ type, section }: MachoSymbol, sections: readonly PlacedSection[]): boolean {
  return type === N_TYPE.section && sections[section - 1]?.isCode === true;
}

function traitsOf(
  image: MachoImage,
  symbols: readonly MachoSymbol[],
  sections: readonly PlacedSection[],
): HeaderTraits {
  const has = (pattern: RegExp): boolean => sections.some(({ section }) => pattern.test(section.name));
  // Clang writes an `__objc_imageinfo` for C and C++ too.
  const lang = has(/^__swift5/) ? 'swift' : has(/^__objc_(?!imageinfo)/) ? 'objc' : undefined;
  return {
    os: systemOf(image),
    ...(lang !== undefined && { lang }),
    stripped: !symbols.some(isLocal),
    static: !isLinkedDynamically(image),
  };
}

function isLocal({ isExternal, isPrivate, name }: MachoSymbol): boolean {
  return !isExternal && !isPrivate && !name.startsWith(LOCAL_PLACEHOLDER);
}

/** The sections, segments that have none, and what lies behind the image. */
function textPlacesOf(
  { image, source, start: shift }: MachoFile,
  sections: readonly PlacedSection[],
): readonly TextPlace[] {
  const bare = image.segments.filter((segment) => segment.sections.length === 0 && segment.name !== LINK_EDIT);
  if (sections.length + bare.length === 0) {
    return [{ offset: shift, size: source.size, address: BigInt(shift), holds: 'unknown' }];
  }
  const places = sections.flatMap(({ section, name, isCode: holdsCode }): TextPlace[] => {
    const { offset, address: start } = section;
    const size = Math.min(Number(section.size), Math.max(source.size - offset, 0));
    if (isZeroFilled(section) || size <= 0) return [];
    const holds = holdsCode ? 'code' : DENSE.includes(section.name) ? 'dense' : 'data';
    return [{ offset: offset + shift, size, address: start, section: name, holds }];
  });
  const others = bare.map(({ offset, fileSize: size, address: start, protection }): TextPlace => {
    const holds = (protection & VM_PROT.execute) === 0 ? 'data' : 'code';
    return { offset: offset + shift, size, address: start, holds };
  });
  const overlay = machoOverlay(image, {}, source.size);
  return [...others, ...places, ...(overlay === undefined ? [] : [overlayPlace(overlay, shift)])];
}
