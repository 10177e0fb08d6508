import { NAME_LIMIT } from '#domain/bytes/name-table';
import { PF, PT, SHF, SHT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import type { ElfImage, ElfSection } from '#domain/executables/elf/elf-image';
import { tameText } from '#domain/shared/hostile-text';
import type { PlaceContent, TextPlace } from '#domain/strings/text-place';
import { elfOverlay } from './overlay';
import { overlayPlace } from './overlay-place';

/** Loaded tables of numbers. */
const TABLES = /^\.(?:eh_frame|gcc_except_table|got|(?:pre)?init_array|fini_array|ctors|dtors|gnu\.|hash|note)/;
/** Not loaded: for debuggers, and larger than the program. Names of source files are not. */
const DEBUG = /^\.(?:z?debug(?!_line_str$)|stab|line|gdb_index|gnu_debugdata)/;

/**
 * Where an ELF file may hold text: loaded segments, as far as no section describes them; sections with content of the program's
 * own; loaded names; what is appended. Names of symbols for debuggers are none.
 * @param addressOf where a section is in memory
 */
export function elfTextPlaces(file: ElfFile, addressOf: (section: ElfSection) => bigint): readonly TextPlace[] {
  const { image, source } = file;
  const segments = segmentPlaces(image);
  const sections = image.sections.filter(hasContent).map((section) => sectionPlace(section, addressOf(section)));
  if (segments.length + sections.length === 0) {
    return [{ offset: 0, size: source.size, address: 0n, holds: 'unknown' }];
  }
  const overlay = elfOverlay(file);
  return [...segments, ...sections, ...(overlay === undefined ? [] : [overlayPlace(overlay)])];
}

function segmentPlaces({ segments, sections }: ElfImage): readonly TextPlace[] {
  const areDescribed = sections.some((section) => isLoaded(section) && hasContent(section));
  const contentOf = (flags: number): PlaceContent =>
    areDescribed ? 'unknown' : (flags & PF.execute) === 0 ? 'data' : 'code';
  return segments
    .filter(({ type, fileSize }) => type === PT.load && fileSize > 0)
    .map(({ offset, fileSize: size, address, flags }) => ({ offset, size, address, holds: contentOf(flags) }));
}

function hasContent(section: ElfSection): boolean {
  const { type, name, size } = section;
  if (size === 0 || type === SHT.null || type === SHT.noBits) return false;
  return isLoaded(section) || (isProgramsOwn(type) && !DEBUG.test(name));
}

function isLoaded({ flags }: ElfSection): boolean {
  return (flags & SHF.alloc) !== 0;
}

function isProgramsOwn(type: number): boolean {
  return type === SHT.programBits || (type > SHT.relr && type < SHT.firstOwn);
}

function sectionPlace(section: ElfSection, start: bigint): TextPlace {
  const { offset, size, name, type } = section;
  const place = { offset, size, section: tameText(name, NAME_LIMIT) };
  if (!isLoaded(section))
    return { ...place, address: BigInt(Math.min(offset, Number.MAX_SAFE_INTEGER)), holds: 'data', isAside: true };
  if ((section.flags & SHF.execute) !== 0) return { ...place, address: start, holds: 'code' };
  if (type === SHT.strings) return { ...place, address: start, holds: 'data', isAside: true };
  return { ...place, address: start, holds: !isProgramsOwn(type) || TABLES.test(name) ? 'dense' : 'data' };
}
