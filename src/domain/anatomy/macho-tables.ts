import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { Section, Segment } from '#domain/document/sections';
import type { Export } from '#domain/document/symbols';
import { entryPointOf, isLinkedDynamically, librariesOf, systemOf } from '#domain/executables/macho/macho-commands';
import { MH_FLAG, N_TYPE, SECTION_ATTRIBUTE, SECTION_TYPE, VM_PROT } from '#domain/executables/macho/macho-constants';
import type { MachoFile } from '#domain/executables/macho/macho-file';
import type { MachoImage, MachoSection, MachoSegment } from '#domain/executables/macho/macho-image';
import type { MachoSymbol } from '#domain/executables/macho/macho-symbols';
import { readMachoStubs, readMachoSymbols } from '#domain/executables/macho/macho-symbols';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import type { HeaderTraits, ImportedName, TextPlace } from './executable-tables';
import type { ExecutableTables } from './executable-tables';

/** These have no bytes in the file. */
const ZERO_FILLED: readonly number[] = [
  SECTION_TYPE.zeroFill,
  SECTION_TYPE.gbZeroFill,
  SECTION_TYPE.threadLocalZeroFill,
];
/** Of symbols that name no library: the image itself, any, the program. */
const NO_LIBRARY = 0xfd;
const LOCAL_PLACEHOLDER = 'radr://5614542';
const NO_TEXT = ['__eh_frame', '__unwind_info', '__stubs', '__stub_helper', '__symbol_stub1', '__picsymbolstub1'];

interface PlacedSection {
  readonly section: MachoSection;
  readonly segment: MachoSegment;
  readonly name: string;
}

/** @throws what the source throws. */
export async function readMachoTables(file: MachoFile): Promise<ExecutableTables> {
  const { image, source, start: shift } = file;
  const symbols = await readMachoSymbols(file);
  const stubs = await readMachoStubs(file);
  const libraries = librariesOf(image);
  const sections = placedSections(image);
  const bindings = { stubs, libraries: hasTwoLevels(image) ? libraries : [] };
  const imports = symbols.filter(isImported).map((symbol) => importOf(symbol, bindings));
  const entry = entryPointOf(image);
  return {
    sections: sections.map((placed) => sectionOf(placed, shift)),
    segments: image.segments.map((segment) => segmentOf(segment, shift)),
    libraries: [...new Set(libraries)].filter((name) => name !== ''),
    imports,
    exports: symbols.filter(isExported).map((symbol) => exportOf(symbol, sections)),
    symbols: symbols.filter(({ type }) => type === N_TYPE.section).map((symbol) => namedSymbol(symbol, sections)),
    ...(entry !== undefined && { entryPoint: address(entry) }),
    traits: traitsOf(image, symbols, sections),
    slots: [],
    textPlaces: textPlacesOf(sections, shift, source.size),
  };
}

/** Whether symbols say which library they are from. */
function hasTwoLevels({ fields }: MachoImage): boolean {
  return (fields.flags & MH_FLAG.twoLevel) !== 0;
}

/** An object file has all its sections in one segment, and says in each where it is to go. */
function placedSections({ segments }: MachoImage): readonly PlacedSection[] {
  return segments.flatMap((segment) =>
    segment.sections.map((section) => {
      return { section, segment, name: tameText(`${section.segment}.${section.name}`, NAME_LIMIT) };
    }),
  );
}

function sectionOf({ section, segment, name }: PlacedSection, shift: number): Section {
  const size = Math.min(Number(section.size), Number.MAX_SAFE_INTEGER);
  return {
    name,
    address: address(section.address),
    offset: address(section.offset + shift),
    size: isZeroFilled(section) ? 0 : size,
    virtual_size: size,
    permissions: permissions(segment.protection),
  };
}

function segmentOf(segment: MachoSegment, shift: number): Segment {
  return {
    name: tameText(segment.name, NAME_LIMIT),
    address: address(segment.address),
    offset: address(BigInt(Math.min(segment.offset, Number.MAX_SAFE_INTEGER - shift) + shift)),
    size: Math.min(segment.fileSize, Number.MAX_SAFE_INTEGER),
    virtual_size: Math.min(Number(segment.memorySize), Number.MAX_SAFE_INTEGER),
    permissions: permissions(segment.protection),
  };
}

function isImported({ type, isExternal, value }: MachoSymbol): boolean {
  const isUndefined = type === N_TYPE.undefined || type === N_TYPE.prebound;
  // An undefined symbol with a value is a variable that the linker would have made room for.
  return isUndefined && isExternal && (value === 0n || type === N_TYPE.prebound);
}

function isExported({ type, isExternal, isPrivate }: MachoSymbol): boolean {
  return isExternal && !isPrivate && (type === N_TYPE.section || type === N_TYPE.absolute);
}

/** C names begin with an underscore that their sources do not have. */
function importOf(
  { name, description, index }: MachoSymbol,
  { stubs, libraries }: { stubs: ReadonlyMap<number, bigint>; libraries: readonly string[] },
): ImportedName {
  const plain = name.length > 1 && name.startsWith('_') ? name.slice(1) : name;
  const ordinal = description >> 8;
  const library = ordinal > 0 && ordinal < NO_LIBRARY ? libraries[ordinal - 1] : undefined;
  const stub = stubs.get(index);
  return {
    name: plain,
    ...(library !== undefined && library !== '' && { library }),
    ...(stub !== undefined && { address: address(stub) }),
  };
}

function exportOf(symbol: MachoSymbol, sections: readonly PlacedSection[]): Export {
  const { name, address: start, size } = namedSymbol(symbol, sections);
  return { name, address: start, size, type: isCode(symbol, sections) ? 'function' : 'object' };
}

function namedSymbol(symbol: MachoSymbol, sections: readonly PlacedSection[]): NamedSymbol {
  const { name, value } = symbol;
  return { name, address: address(value), size: 0, isFunction: isCode(symbol, sections), isImported: false };
}

function isCode({ type, section }: MachoSymbol, sections: readonly PlacedSection[]): boolean {
  const home = type === N_TYPE.section ? sections[section - 1] : undefined;
  return home !== undefined && hasInstructions(home.section);
}

function traitsOf(
  image: MachoImage,
  symbols: readonly MachoSymbol[],
  sections: readonly PlacedSection[],
): HeaderTraits {
  const has = (prefix: string): boolean => sections.some(({ section }) => section.name.startsWith(prefix));
  const lang = has('__swift5') ? 'swift' : has('__objc_') ? 'objc' : undefined;
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

function textPlacesOf(sections: readonly PlacedSection[], shift: number, imageSize: number): readonly TextPlace[] {
  if (sections.length === 0) return [{ offset: shift, size: imageSize, address: BigInt(shift), isCode: true }];
  return sections.flatMap(({ section, name }): TextPlace[] => {
    const { offset, address: start } = section;
    const size = Math.min(Number(section.size), Math.max(imageSize - offset, 0));
    if (isZeroFilled(section) || size <= 0 || NO_TEXT.includes(section.name)) return [];
    return [{ offset: offset + shift, size, address: start, section: name, isCode: hasInstructions(section) }];
  });
}

function isZeroFilled({ flags }: MachoSection): boolean {
  return ZERO_FILLED.includes(flags & 0xff);
}

function hasInstructions({ flags }: MachoSection): boolean {
  return (flags & (SECTION_ATTRIBUTE.pureInstructions | SECTION_ATTRIBUTE.someInstructions)) !== 0;
}

function permissions(protection: number): string {
  const has = (bit: number): boolean => (protection & bit) !== 0;
  return `${has(VM_PROT.read) ? 'r' : '-'}${has(VM_PROT.write) ? 'w' : '-'}${has(VM_PROT.execute) ? 'x' : '-'}`;
}
