import { readAppleSignature } from '#domain/executables/macho/apple-signature';
import { LC } from '#domain/executables/macho/macho-constants';
import type { MachoFile } from '#domain/executables/macho/macho-file';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { snapshotInMacho } from './dart-snapshot';
import { readMachoDetails } from './macho-details';
import { machoHardening } from './macho-hardening';
import { readMachoSigns } from './macho-signs';
import { machoOverlay } from './overlay';
import { machoLayout } from './region';
import type { Survey } from './survey';
import { present } from './survey';

/** @throws what the source throws. */
export async function surveyMacho(file: MachoFile, header: ExecutableHeader): Promise<Survey> {
  const { image } = file;
  const details = readMachoDetails(image);
  const symbols = await readMachoSigns(file);
  const signature = await readAppleSignature(file);
  const isSigned = image.commands.some(({ type }) => type === LC.codeSignature);
  const overlay = machoOverlay(image, header, file.whole.size);
  return {
    layout: machoLayout(image, file.start),
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
    ...present({ overlay, signatures: signature && [signature], dartSnapshot: snapshotInMacho(image) }),
    readAt: (address, length) => file.at(address, length),
    hardening: () => machoHardening(header, image.fields.flags, symbols, isSigned),
  };
}
