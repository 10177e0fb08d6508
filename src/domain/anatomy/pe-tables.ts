import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { Section, Segment } from '#domain/document/sections';
import type { CliMethod } from '#domain/executables/pe/cli-metadata';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { SCN } from '#domain/executables/pe/pe-constants';
import type { PeFile } from '#domain/executables/pe/pe-file';
import { virtualAddress } from '#domain/executables/pe/pe-header';
import type { PeImage, PeSection } from '#domain/executables/pe/pe-image';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import type { ExecutableTables } from './executable-tables';
import { readPeDetails } from './pe-details';
import { peImportsOf } from './pe-imported-names';
import { peTextPlaces } from './pe-text-places';

/** By subsystem; of all others Windows. */
const SYSTEMS: Readonly<Record<number, string>> = { 10: 'efi', 11: 'efi', 12: 'efi', 13: 'efi', 14: 'xbox' };

/** @throws what the source throws. */
export async function readPeTables(pe: OpenedPe): Promise<ExecutableTables> {
  const { file } = pe;
  const { image, source } = file;
  const native = peImportsOf(image, await pe.imports());
  const cli = await pe.cli();
  const libraries = [...native.libraries, ...newOf(native.libraries, cli?.libraries ?? [])];
  const symbols = [...(await pe.coffSymbols()), ...(cli?.methods ?? []).map((method) => symbolOf(image, method))];
  const sections = image.sections.map((section, index) => ({ ...section, name: nameOf(section, index) }));
  return {
    sections: sections.map((section) => sectionOf(image, section)),
    segments: segmentsOf(image, source.size),
    libraries,
    imports: [...native.imports, ...(cli?.imports ?? [])],
    exports: await pe.exports(),
    symbols,
    traits: {
      os: SYSTEMS[image.fields.subsystem] ?? 'windows',
      stripped: symbols.length === 0 && !(await namesPdb(file)),
      static: libraries.length === 0,
      ...(cli?.isIlOnly === true && { isIlOnly: true }),
    },
    slots: [],
    textPlaces: await peTextPlaces(pe, sections),
  };
}

function sectionOf({ fields }: PeImage, section: PeSection): Section {
  const { rva, virtualSize, fileSize, offset, characteristics: flags } = section;
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    name: section.name,
    address: address(virtualAddress(fields, rva)),
    offset: address(offset),
    size: fileSize,
    // The loader takes the size in the file where the other is missing.
    virtual_size: virtualSize === 0 ? fileSize : virtualSize,
    permissions: `${has(SCN.read) ? 'r' : '-'}${has(SCN.write) ? 'w' : '-'}${has(SCN.execute) ? 'x' : '-'}`,
  };
}

/** Windows does not care how a library's name is written. */
function newOf(known: readonly string[], names: readonly string[]): readonly string[] {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const name of known) byName.delete(name);
  return [...byName.values()];
}

function symbolOf({ fields }: PeImage, { name, rva, size }: CliMethod): NamedSymbol {
  return { name, address: address(virtualAddress(fields, rva)), size, isFunction: true, isImported: false };
}

/** What is loaded as it is and has no sections is one range. */
function segmentsOf({ fields, sections, isLoadedAsItIs }: PeImage, fileSize: number): readonly Segment[] {
  if (!isLoadedAsItIs || sections.length > 0) return [];
  const size = Math.min(fields.imageSize, fileSize);
  const place = { name: 'image', address: address(virtualAddress(fields, 0)), offset: address(0) };
  return [{ ...place, size, virtual_size: fields.imageSize, permissions: 'rwx' }];
}

/** Whether its debug directory leads to a file of symbols. */
async function namesPdb(file: PeFile): Promise<boolean> {
  return (await readPeDetails(file)).pdbPath !== undefined;
}

function nameOf({ name }: PeSection, index: number): string {
  return name === '' ? `noname${index}` : tameText(name, NAME_LIMIT);
}
