import { readWithin } from '#domain/bytes/byte-source';
import { certificateTable, readAuthenticode } from '#domain/executables/pe/authenticode';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { resourceOfType } from '#domain/executables/pe/pe-resources';
import { readRichHeader } from '#domain/executables/pe/rich-header';
import { readVersionInfo } from '#domain/executables/pe/version-info';
import { KB } from '#domain/shared/quantities';
import { snapshotInPe } from './dart-snapshot';
import { imphash } from './imphash';
import { peOverlay } from './overlay';
import { readPeDetails } from './pe-details';
import { peHardening } from './pe-hardening';
import { peLayout } from './region';
import type { Survey } from './survey';
import { present } from './survey';
import { SymbolSigns } from './symbol-signs';

const MAX_VERSION_INFO = 64 * KB;

/** @throws what the source throws. */
export async function surveyPe(pe: OpenedPe): Promise<Survey> {
  const { file } = pe;
  const { libraries, imports } = await pe.imports();
  const details = await readPeDetails(file);
  const resources = await pe.resources();
  const versionInfo = readVersionInfo(await resourceOfType(file, resources.items, 'VERSION', MAX_VERSION_INFO));
  const signatures = await readAuthenticode(file);
  const certificates = certificateTable(file);
  const overlay = await peOverlay(file, certificates);
  const richHeader = readRichHeader(file.head);
  const symbols = await readPeSigns(pe);
  const { machine, characteristics, bits, imageBase } = file.image.fields;
  const layout = peLayout(file);
  return {
    layout,
    facts: present({
      imphash: imphash(imports),
      rich_header_hash: richHeader?.hash,
      rich_header: richHeader,
      compiled_at: details.compiledAt,
      reproducible: details.isReproducible,
      linker_version: details.linkerVersion,
      subsystem: details.subsystem,
      pdb_path: details.pdbPath,
      version_info: versionInfo,
      dotnet_version: details.dotnetVersion,
    }),
    libraries: [...new Set(libraries)],
    sectionNames: layout.regions.map(({ name }) => name),
    symbols,
    comments: [],
    resources: resources.items,
    hasMoreResources: resources.isCut,
    isSigned: certificates !== undefined,
    importCount: imports.filter(({ isDelayed }) => !isDelayed).length,
    signatures,
    ...present({
      overlay,
      dotnetVersion: details.dotnetVersion,
      dartSnapshot: await snapshotInPe(file.source, file.image),
    }),
    ...(richHeader !== undefined && { microsoftLinker: details.linkerVersion }),
    readAt: async (address, length) => (await file.at(Number(address - imageBase), length)).bytes,
    hardening: (markers) => {
      const isSigned = certificates !== undefined;
      const hasRichHeader = richHeader !== undefined;
      return peHardening({ details, machine, characteristics, bits, isSigned, hasRichHeader, symbols }, markers);
    },
  };
}

const NAMES_PER_TURN = 512;

/** What the names of imports, exports and COFF symbols give away. @throws what the source throws. */
async function readPeSigns(pe: OpenedPe): Promise<SymbolSigns> {
  const signs = new SymbolSigns();
  const noteAll = async (symbols: readonly { readonly name?: string }[], isImported: boolean): Promise<void> => {
    for (const [index, { name }] of symbols.entries()) {
      // A read lets others run.
      if (index % NAMES_PER_TURN === NAMES_PER_TURN - 1) await readWithin(pe.file.source, 0, 1);
      if (name !== undefined) signs.note(name, isImported);
    }
  };
  await noteAll((await pe.imports()).imports, true);
  await noteAll(await pe.exports(), false);
  await noteAll(await pe.coffSymbols(), false);
  return signs;
}
