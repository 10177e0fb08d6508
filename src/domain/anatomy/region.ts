import { PF, PT, SHF, SHT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import { VM_PROT } from '#domain/executables/macho/macho-constants';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import { isZeroFilled, placedSections } from '#domain/executables/macho/macho-sections';
import { SCN } from '#domain/executables/pe/pe-constants';
import type { PeFile } from '#domain/executables/pe/pe-file';
import type { ExecutableFormat } from '#domain/shared/executable-header';

/** A section, or a segment where a file has no sections: where its bytes are and what may be done with them. */
export interface Region {
  readonly name: string;
  /** In memory; of a PE file relative to its base. */
  readonly address: bigint;
  readonly virtualSize: number;
  /** In the whole file. */
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
}

/** A region with its entropy; that is absent for one without bytes in the file. */
export type MeasuredRegion = Region & { readonly entropy?: number };

/** What a program's parts look like, whatever its format. */
export interface Layout {
  readonly format: ExecutableFormat;
  readonly regions: readonly Region[];
  /** As `address` of the regions. */
  readonly entry?: bigint;
}

const MAX_REGIONS = 4096;

export function peLayout({ image, source }: PeFile): Layout {
  const regions = image.sections.slice(0, MAX_REGIONS).map((section) => ({
    name: section.name,
    address: BigInt(section.rva),
    virtualSize: section.virtualSize,
    offset: section.offset,
    size: section.fileSize,
    isWritable: (section.characteristics & SCN.write) !== 0,
    isExecutable: (section.characteristics & SCN.execute) !== 0,
  }));
  const { entryRva, imageSize } = image.fields;
  if (regions.length === 0 && image.isLoadedAsItIs) {
    const place = { address: 0n, virtualSize: imageSize, offset: 0, size: Math.min(imageSize, source.size) };
    regions.push({ name: 'image', ...place, isWritable: true, isExecutable: true });
  }
  return { format: 'pe', regions, ...(entryRva !== 0 && { entry: BigInt(entryRva) }) };
}

export function elfLayout({ image }: ElfFile): Layout {
  const sections = image.sections.filter(({ flags }) => (flags & SHF.alloc) !== 0).slice(0, MAX_REGIONS);
  const segments = image.segments.filter(({ type }) => type === PT.load).slice(0, MAX_REGIONS);
  const regions =
    sections.length > 0
      ? sections.map((section) => ({
          name: section.name,
          address: section.address,
          virtualSize: section.size,
          offset: section.offset,
          size: section.type === SHT.noBits ? 0 : section.size,
          isWritable: (section.flags & SHF.write) !== 0,
          isExecutable: (section.flags & SHF.execute) !== 0,
        }))
      : segments.map((segment, index) => ({
          name: `LOAD${index}`,
          address: segment.address,
          virtualSize: Number(segment.memorySize),
          offset: segment.offset,
          size: segment.fileSize,
          isWritable: (segment.flags & PF.write) !== 0,
          isExecutable: (segment.flags & PF.execute) !== 0,
        }));
  return { format: 'elf', regions, ...(image.fields.entry !== 0n && { entry: image.fields.entry }) };
}

/** Sections, and segments that have none. @param start where the image begins in the file */
export function machoLayout(image: MachoImage, start: number): Layout {
  const sections = placedSections(image).map(({ section, segment, name, isCode }) => ({
    name,
    address: section.address,
    virtualSize: Number(section.size),
    offset: start + section.offset,
    size: isZeroFilled(section) ? 0 : Number(section.size),
    isWritable: (segment.protection & VM_PROT.write) !== 0,
    isExecutable: isCode,
  }));
  const segments = image.segments
    .filter((segment) => segment.sections.length === 0)
    .map((segment) => ({
      name: segment.name,
      address: segment.address,
      virtualSize: Number(segment.memorySize),
      offset: start + segment.offset,
      size: segment.fileSize,
      isWritable: (segment.protection & VM_PROT.write) !== 0,
      isExecutable: (segment.protection & VM_PROT.execute) !== 0,
    }));
  return { format: 'macho', regions: [...sections, ...segments].slice(0, MAX_REGIONS) };
}
