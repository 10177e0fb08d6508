import { certificateTable } from '#domain/executables/pe/authenticode';
import { baseRelocationBlocks } from '#domain/executables/pe/base-relocations';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { isCode } from '#domain/executables/pe/pe-code';
import type { PeFile } from '#domain/executables/pe/pe-file';
import type { PeFields } from '#domain/executables/pe/pe-header';
import { virtualAddress } from '#domain/executables/pe/pe-header';
import type { PeSection } from '#domain/executables/pe/pe-image';
import type { PlaceContent, TextPlace } from '#domain/strings/text-place';
import { peOverlay } from './overlay';
import { overlayPlace } from './overlay-place';

/** As many as Windows loads. */
const MOST_SECTIONS = 96;
/** Sections that hold tables of numbers, and beside these little else. */
const TABLES = ['.reloc', '.pdata'];
const RESOURCES: Readonly<Record<string, PlaceContent>> = {
  STRING: 'string_table',
  ICON: 'dense',
  CURSOR: 'dense',
  BITMAP: 'dense',
  ANIICON: 'dense',
  ANICURSOR: 'dense',
  FONT: 'dense',
};
/** Names of types and members are no strings of the program: they stand aside, as do values of attributes. */
const STREAMS: Readonly<Record<string, Pick<TextPlace, 'holds' | 'isAside'>>> = {
  '#US': { holds: 'user_strings' },
  '#Strings': { holds: 'unknown', isAside: true },
  '#Blob': { holds: 'unknown', isAside: true },
};

/**
 * Where a PE file may hold text: its sections, or the image where it has none and is loaded as it is, with what resources, base
 * relocations and the metadata of .NET say of parts of them, and what is appended: symbols and certificates are not.
 * @param sections of the file, with their whole names @throws what the source throws
 */
export async function peTextPlaces(pe: OpenedPe, sections: readonly PeSection[]): Promise<readonly TextPlace[]> {
  const { fields } = pe.file.image;
  const places =
    sections.length === 0
      ? imagePlaces(pe.file)
      : sections.filter(({ fileSize }) => fileSize > 0).map((section) => sectionPlace(section, fields));
  const parts = [...(await resourceParts(pe)), ...(await streamParts(pe)), ...(await relocationParts(pe.file))];
  const overlay = await peOverlay(pe.file, certificateTable(pe.file));
  const appended = overlay === undefined ? [] : [overlayPlace(overlay)];
  return [...places, ...parts.flatMap((part) => within(part, places)), ...appended];
}

/** Below a page's alignment a file may have no sections: its first bytes are the image, code and data alike. */
function imagePlaces({ image, source }: PeFile): readonly TextPlace[] {
  const { fields, isLoadedAsItIs } = image;
  if (!isLoadedAsItIs) return [];
  const size = Math.min(fields.imageSize, source.size);
  return [{ offset: 0, size, address: virtualAddress(fields, 0), holds: 'unknown' }];
}

function sectionPlace(section: PeSection, fields: PeFields): TextPlace {
  const { name, rva, offset, fileSize } = section;
  return {
    offset,
    size: fileSize,
    address: virtualAddress(fields, rva),
    section: name,
    holds: isCode(section) ? 'code' : TABLES.includes(name) ? 'dense' : 'data',
  };
}

type Part = Omit<TextPlace, 'address' | 'section'>;

async function resourceParts(pe: OpenedPe): Promise<readonly Part[]> {
  const { items } = await pe.resources();
  return items.flatMap(({ type, offset, size }) => {
    const holds = RESOURCES[type];
    return holds === undefined ? [] : [{ offset, size, holds }];
  });
}

async function streamParts(pe: OpenedPe): Promise<readonly Part[]> {
  const streams = await pe.metadataStreams();
  return streams.flatMap(({ name, offset, size }) => {
    const content = STREAMS[name];
    return content === undefined ? [] : [{ offset, size, ...content }];
  });
}

/** On x86 each entry of a table looks like a digit and a letter: `;0A0G0M0`. */
async function relocationParts(file: PeFile): Promise<readonly Part[]> {
  const blocks = await baseRelocationBlocks(file);
  return blocks === undefined ? [] : [{ ...blocks, holds: 'none' }];
}

/** A part of the first section that holds its first byte, as far as that one goes. */
function within(part: Part, places: readonly TextPlace[]): readonly TextPlace[] {
  const home = places
    .slice(0, MOST_SECTIONS)
    .find(({ offset, size }) => part.offset >= offset && part.offset < offset + size);
  if (home === undefined) return [];
  const shift = part.offset - home.offset;
  const { section } = home;
  const size = Math.min(part.size, home.size - shift);
  return [{ ...part, size, address: home.address + BigInt(shift), ...(section !== undefined && { section }) }];
}
