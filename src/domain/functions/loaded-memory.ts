import type { ByteSource } from '#domain/bytes/byte-source';
import type { AddressRange } from '#domain/bytes/code-ranges';
import type { MappedRange } from '#domain/bytes/memory-map';
import { DT, ET, SHF, SHT } from '#domain/executables/elf/elf-constants';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { PE_DIRECTORY } from '#domain/executables/pe/pe-constants';
import { elfStubs } from './elf-function-starts';

const MACHO_STUBS = /^__(?:symbol_stub\d*|picsymbol_stub\d*|stubs?|auth_stubs|stub_helper|jump_table)$/;
const PE_TABLES: readonly number[] = [
  PE_DIRECTORY.export,
  PE_DIRECTORY.import,
  PE_DIRECTORY.exception,
  PE_DIRECTORY.debug,
  PE_DIRECTORY.tls,
  PE_DIRECTORY.loadConfig,
  PE_DIRECTORY.iat,
  PE_DIRECTORY.delayImport,
];

/** Memory as the loader maps it. */
export interface LoadedMemory {
  readonly source: ByteSource;
  readonly ranges: readonly MappedRange[];
  /** Operands are addresses as they stand. */
  readonly isFixed: boolean;
  readonly globalOffsetTable?: bigint;
  /** Code of which the file holds nothing. */
  readonly absent?: readonly AddressRange[];
  /** Tables in the midst of the code. */
  readonly data?: readonly AddressRange[];
  /** Addresses that the loader writes, by where. */
  readonly pointers?: ReadonlyMap<bigint, bigint>;
  readonly stubs?: readonly AddressRange[];
}

/** @throws what the source throws. */
export async function loadedMemory(file: OpenedExecutable): Promise<LoadedMemory> {
  switch (file.format) {
    case 'elf':
      return loadedElf(file);
    case 'pe': {
      const { source, image } = file.file;
      const ranges = image.map.ranges.map((range) => ({ ...range, address: image.fields.imageBase + range.address }));
      return { source, ranges, isFixed: image.fields.bits === 32, data: peTables(file) };
    }
    case 'macho': {
      const stubs = file.image.segments.flatMap(({ sections }) =>
        sections.filter(({ name }) => MACHO_STUBS.test(name)),
      );
      return { source: file.source, ranges: file.map.ranges, isFixed: file.image.fields.bits === 32, stubs };
    }
  }
}

/** Linkers put imports, exports and others among the code. */
function peTables({ file: { image } }: OpenedPe): readonly AddressRange[] {
  const { directories, imageBase } = image.fields;
  return PE_TABLES.flatMap((index) => {
    const { rva = 0, size = 0 } = directories[index] ?? {};
    return rva === 0 || size === 0 ? [] : [{ address: imageBase + BigInt(rva), size: BigInt(size) }];
  });
}

async function loadedElf(elf: OpenedElf): Promise<LoadedMemory> {
  const { source, image, map } = elf.file;
  const { type } = image.fields;
  const dynamic = await elf.dynamic();
  const table =
    dynamic?.values.get(DT.pltGot) ?? elf.file.section('.got.plt')?.address ?? elf.file.section('.got')?.address;
  const isFixed = type === ET.executable;
  const stubs = elfStubs(image).ranges;
  const { pointers } = await elf.loaderCalls();
  const absent = image.sections
    .filter(({ type: kind, flags }) => kind === SHT.noBits && (flags & SHF.execute) !== 0)
    .map(({ address, size }) => ({ address, size: BigInt(size) }));
  return {
    source,
    ranges: map.ranges,
    isFixed,
    stubs,
    absent,
    pointers,
    ...(table !== undefined && { globalOffsetTable: table }),
  };
}
