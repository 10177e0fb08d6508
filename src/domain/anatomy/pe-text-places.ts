import { readMetadataStreams } from '#domain/executables/pe/metadata-streams';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { SCN } from '#domain/executables/pe/pe-constants';
import type { PeSection } from '#domain/executables/pe/pe-image';
import type { PlaceContent, TextPlace } from '#domain/strings/text-place';
import { overlayPlace } from './overlay-place';

/** As many as Windows loads. */
const MOST_SECTIONS = 96;
/** Sections that hold tables of numbers. */
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
 * Where a PE file may hold text: its sections, with what resources and the metadata of .NET say of parts of them, and what lies
 * behind the last one. @param sections of the file, with their whole names @throws what the source throws
 */
export async function peTextPlaces(pe: OpenedPe, sections: readonly PeSection[]): Promise<readonly TextPlace[]> {
  const { image, source } = pe.file;
  const { imageBase } = image.fields;
  const places = sections.filter(({ fileSize }) => fileSize > 0).map((section) => sectionPlace(section, imageBase));
  const parts = [...(await resourceParts(pe)), ...(await streamParts(pe))];
  const end = sections.reduce((last, { offset, fileSize: size }) => Math.max(last, offset + size), 0);
  const overlay = overlayPlace({ offset: end, size: Math.max(source.size - end, 0) });
  return [...places, ...parts.flatMap((part) => within(part, places)), overlay];
}

function sectionPlace({ name, rva, offset, fileSize, characteristics }: PeSection, imageBase: bigint): TextPlace {
  const isCode = (characteristics & (SCN.code | SCN.execute)) !== 0;
  return {
    offset,
    size: fileSize,
    address: BigInt.asUintN(64, imageBase + BigInt(rva)),
    section: name,
    holds: isCode ? 'code' : TABLES.includes(name) ? 'dense' : 'data',
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
  const streams = await readMetadataStreams(pe.file);
  return streams.flatMap(({ name, offset, size }) => {
    const content = STREAMS[name];
    return content === undefined ? [] : [{ offset, size, ...content }];
  });
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
