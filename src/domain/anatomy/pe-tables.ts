import type { NameTable } from '#domain/bytes/name-table';
import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { Section } from '#domain/document/sections';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { readCoffSymbols } from '#domain/executables/pe/pe-coff-symbols';
import { FILE_FLAG, SCN } from '#domain/executables/pe/pe-constants';
import { readPeExports } from '#domain/executables/pe/pe-exports';
import type { PeImage, PeSection } from '#domain/executables/pe/pe-image';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { TextPlace } from './executable-tables';
import type { ExecutableTables } from './executable-tables';
import { peImportsOf } from './pe-imported-names';

const NO_TEXT = ['.reloc', '.pdata'];

/** @throws what the source throws. */
export async function readPeTables(pe: OpenedPe): Promise<ExecutableTables> {
  const { file } = pe;
  const { image, source } = file;
  const { libraries, imports } = peImportsOf(image, await pe.imports());
  const { longNames, symbols } = await readCoffSymbols(file);
  const sections = image.sections.map((section, index) => ({ ...section, name: nameOf(section, index, longNames) }));
  return {
    sections: sections.map((section) => sectionOf(image, section)),
    segments: [],
    libraries,
    imports,
    exports: await readPeExports(file),
    symbols,
    traits: {
      os: 'windows',
      stripped: (image.fields.characteristics & FILE_FLAG.debugStripped) !== 0,
      static: libraries.length === 0,
    },
    slots: [],
    textPlaces: textPlacesOf({ ...image, sections }, source.size),
  };
}

function sectionOf({ fields }: PeImage, section: PeSection): Section {
  const { rva, virtualSize, fileSize, offset, characteristics: flags } = section;
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    name: section.name,
    address: address(BigInt.asUintN(64, fields.imageBase + BigInt(rva))),
    offset: address(offset),
    size: fileSize,
    // The loader takes the size in the file where the other is missing.
    virtual_size: virtualSize === 0 ? fileSize : virtualSize,
    permissions: `${has(SCN.read) ? 'r' : '-'}${has(SCN.write) ? 'w' : '-'}${has(SCN.execute) ? 'x' : '-'}`,
  };
}

/** Names of more than eight characters are kept elsewhere: `/4` says where. */
function nameOf({ name }: PeSection, index: number, longNames: NameTable): string {
  const long = /^\/\d+$/.test(name) ? longNames.at(Number(name.slice(1))) : '';
  if (long !== '') return long;
  return name === '' ? `noname${index}` : tameText(name, NAME_LIMIT);
}

/** The sections, and what lies behind the last one. */
function textPlacesOf({ fields, sections }: PeImage, fileSize: number): readonly TextPlace[] {
  const places = sections.flatMap((section): TextPlace[] => {
    if (section.fileSize === 0 || NO_TEXT.includes(section.name)) return [];
    return [
      {
        offset: section.offset,
        size: section.fileSize,
        address: BigInt.asUintN(64, fields.imageBase + BigInt(section.rva)),
        section: section.name,
        isCode: (section.characteristics & (SCN.code | SCN.execute)) !== 0,
      },
    ];
  });
  const end = sections.reduce((last, { offset, fileSize: size }) => Math.max(last, offset + size), 0);
  const overlay = { offset: end, size: Math.max(fileSize - end, 0), address: BigInt(end), isCode: true };
  return [...places, overlay];
}
