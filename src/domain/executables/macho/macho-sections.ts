import { CodeRanges } from '#domain/bytes/code-ranges';
import { NAME_LIMIT } from '#domain/bytes/name-table';
import { tameText } from '#domain/shared/hostile-text';
import { entryPointOf } from './macho-commands';
import { SECTION_ATTRIBUTE, SECTION_TYPE, VM_PROT } from './macho-constants';
import type { MachoImage, MachoSection, MachoSegment } from './macho-image';

/** These have no bytes in the file. */
const ZERO_FILLED: readonly number[] = [
  SECTION_TYPE.zeroFill,
  SECTION_TYPE.gbZeroFill,
  SECTION_TYPE.threadLocalZeroFill,
];

export interface PlacedSection {
  readonly section: MachoSection;
  readonly segment: MachoSegment;
  /** Such as `__TEXT.__const`: an object file has all its sections in one segment, and says in each where it is to go. */
  readonly name: string;
  /**
   * It has instructions, as its attributes say, or is where the program begins. All sections of an executable segment have, where no
   * section of the file says that it has any.
   */
  readonly isCode: boolean;
}

/** In the order in which symbols count them. */
export function placedSections(image: MachoImage): readonly PlacedSection[] {
  const entry = entryPointOf(image);
  const areMarked = image.segments.some(({ sections }) => sections.some(hasInstructions));
  return image.segments.flatMap((segment) => {
    const isExecutable = (segment.protection & VM_PROT.execute) !== 0;
    return segment.sections.map((section) => ({
      section,
      segment,
      name: tameText(`${section.segment}.${section.name}`, NAME_LIMIT),
      isCode: isExecutable && (!areMarked || hasInstructions(section) || holds(section, entry)),
    }));
  });
}

/** Where the code is; the executable segments where there is no section in them. */
export function machoCode(image: MachoImage): CodeRanges {
  const precise = new CodeRanges(placedSections(image).flatMap(({ section, isCode }) => (isCode ? [section] : [])));
  if (!precise.isEmpty) return precise;
  const executable = image.segments.filter(({ protection }) => (protection & VM_PROT.execute) !== 0);
  return new CodeRanges(executable.map(({ address, memorySize }) => ({ address, size: memorySize })));
}

export function isZeroFilled({ flags }: MachoSection): boolean {
  return ZERO_FILLED.includes(flags & 0xff);
}

/** As rwx. @param protection `VM_PROT` */
export function machoPermissions(protection: number): string {
  const has = (bit: number): boolean => (protection & bit) !== 0;
  return `${has(VM_PROT.read) ? 'r' : '-'}${has(VM_PROT.write) ? 'w' : '-'}${has(VM_PROT.execute) ? 'x' : '-'}`;
}

function hasInstructions({ flags }: MachoSection): boolean {
  return (flags & (SECTION_ATTRIBUTE.pureInstructions | SECTION_ATTRIBUTE.someInstructions)) !== 0;
}

function holds({ address, size }: MachoSection, place: bigint | undefined): boolean {
  return place !== undefined && place >= address && place < address + size;
}
