import type { ByteSource } from '#domain/bytes/byte-source';
import { partOf, readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { MemoryMap } from '#domain/bytes/memory-map';
import { readAppleSignature } from '#domain/executables/macho/apple-signature';
import { readMachoImage } from '#domain/executables/macho/macho-image';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { readMachoDetails } from './macho-details';
import { machoHardening } from './macho-hardening';
import { readMachoSigns } from './macho-signs';
import { machoOverlay } from './overlay';
import { machoLayout } from './region';
import type { Survey } from './survey';
import { present } from './survey';

const LC_CODE_SIGNATURE = 0x1d;
const FLAGS = 24;

/** Of a universal file, the image that is analysed. `undefined` when its header cannot be read. @throws what the source throws. */
export async function surveyMacho(whole: ByteSource, header: ExecutableHeader): Promise<Survey | undefined> {
  const slice = header.slices?.[header.slice ?? 0];
  const source = slice === undefined ? whole : partOf(whole, slice.offset, slice.size);
  const image = await readMachoImage(source);
  if (image === undefined) return undefined;
  const details = readMachoDetails(image);
  const symbols = await readMachoSigns(source, image);
  const signature = await readAppleSignature(source, image);
  const isSigned = image.commands.some(({ type }) => type === LC_CODE_SIGNATURE);
  const flags = new ByteView(await readWithin(source, 0, 32), image.fields.littleEndian).u32(FLAGS);
  const map = new MemoryMap(
    image.segments.map(({ address, offset, fileSize }) => ({ address, offset, size: fileSize })),
  );
  const overlay = machoOverlay(image, header, whole.size);
  return {
    layout: machoLayout(image, slice?.offset ?? 0),
    facts: present({
      uuid: details.uuid,
      platform: details.platform,
      minimum_os: details.minimumOs,
      sdk: details.sdk,
      source_version: details.sourceVersion,
    }),
    libraries: details.libraries,
    sectionNames: image.segments.flatMap(({ sections }) => sections.map(({ name }) => name)),
    symbols,
    comments: details.tools.map(([name, version]) => `${name} ${version}`),
    resources: [],
    hasMoreResources: false,
    isSigned,
    ...present({ overlay, signature }),
    readAt: async (address, length) => {
      const place = map.locate(address);
      return place === undefined ? new Uint8Array(0) : readWithin(source, place.offset, Math.min(length, place.room));
    },
    hardening: () => machoHardening(header, flags, symbols, isSigned),
  };
}
