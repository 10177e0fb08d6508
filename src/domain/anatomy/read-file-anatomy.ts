import type { ByteSource } from '#domain/bytes/byte-source';
import type { CountedRange } from '#domain/bytes/entropy';
import type { AnatomyFacts, CodeSignature, EmbeddedExecutable, Resource } from '#domain/document/anatomy-facts';
import type { Hardening } from '#domain/document/hardening';
import type { Language } from '#domain/document/language';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { address } from '#domain/shared/address';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { tameText } from '#domain/shared/hostile-text';
import type { Embedded } from './embedded-executables';
import { goVersion } from './go-build-info';
import { findMarkers } from './marker-search';
import type { MarkerHits, SoughtMarker } from './markers';
import { markersOf } from './markers';
import { describeOverlay } from './overlay';
import { findPackers } from './packers';
import type { Provenance } from './provenance';
import { provenance } from './provenance';
import type { ProvenanceEvidence } from './provenance-evidence';
import type { MeasuredRegion } from './region';
import type { ByteRange, FileScan } from './scan-file';
import { scanFile } from './scan-file';
import type { Survey } from './survey';
import { present } from './survey';
import { surveyElf } from './survey-elf';
import { surveyMacho } from './survey-macho';
import { surveyPe } from './survey-pe';
import { versionTextsOf } from './version-texts';

/** What our own reading of a file gives. */
export interface FileAnatomy {
  readonly facts: AnatomyFacts;
  readonly hardening: Hardening;
  readonly resources: readonly Resource[];
  /** There are more resources than these. */
  readonly hasMoreResources: boolean;
  readonly language?: Language;
  readonly compiler?: string;
  readonly isSigned: boolean;
}

export interface AnatomySubject {
  /** All bytes of the file. */
  readonly source: ByteSource;
  readonly header: ExecutableHeader;
  /** Absent where its own header could not be read. */
  readonly file: OpenedExecutable | undefined;
}

export interface AnatomyOptions {
  readonly signal?: AbortSignal;
  /** Parts of the source whose bytes have been counted already. */
  readonly counted?: readonly CountedRange[];
  /** Shown every byte of the file, in order. */
  readonly onBytes?: (bytes: Uint8Array, offset: number) => void;
}

/**
 * Reads tables of the opened file, then every byte once (of programs in a few languages twice). Takes a few megabytes, whatever the file says of itself; between two
 * reads of the source it computes for some milliseconds at most. Bad content gives less, never an exception.
 * @throws what the source throws, and the signal's reason when it aborts.
 */
export async function readFileAnatomy(
  { source, header, file }: AnatomySubject,
  { signal, counted, onBytes }: AnatomyOptions = {},
): Promise<FileAnatomy> {
  const survey = file && (await surveyOf(file, header));
  signal?.throwIfAborted();
  const images = header.slices?.map(({ offset }) => offset) ?? [];
  const scan = await scanFile(source, {
    ranges: rangesOf(survey),
    ...(counted !== undefined && { counted }),
    markers: [
      ...markersOf(header.format, survey !== undefined && isNamed(survey)),
      ...(survey?.packerClues ?? []).flatMap(({ sought }) => sought),
    ],
    known: new Set([0, ...images]),
    ...(onBytes !== undefined && { onBytes }),
    ...(signal !== undefined && { signal }),
  });
  if (survey === undefined) {
    return { ...NOTHING, facts: { entropy: scan.entropy, ...embeddedFacts(scan, [], undefined) } };
  }
  const from = await provenanceOf(survey, scan, (sought) => findMarkers(source, sought, signal));
  return {
    facts: await factsOf({ source, header }, survey, scan, from),
    hardening: survey.hardening(scan.markers),
    resources: resourcesOf(survey, scan),
    hasMoreResources: survey.hasMoreResources,
    ...present({ language: from.language, compiler: from.compiler }),
    isSigned: survey.isSigned,
  };
}

/** More names of one language than parts of it in a program of another would bring. */
const MANY_NAMES = 1000;

function isNamed({ symbols }: Survey): boolean {
  return [...symbols.own.values()].some((count) => count >= MANY_NAMES);
}

const NOTHING = { hardening: {}, resources: [], hasMoreResources: false, isSigned: false } as const;

function surveyOf(file: OpenedExecutable, header: ExecutableHeader): Promise<Survey> {
  switch (file.format) {
    case 'elf':
      return surveyElf(file, header);
    case 'pe':
      return surveyPe(file);
    case 'macho':
      return surveyMacho(file, header);
  }
}

/** Regions, then the overlay, then the resources; `scan.entropies` is in this order. */
function rangesOf(survey: Survey | undefined): readonly ByteRange[] {
  if (survey === undefined) return [];
  return [...survey.layout.regions, survey.overlay ?? { offset: 0, size: 0 }, ...survey.resources];
}

async function factsOf(
  { source, header }: Pick<AnatomySubject, 'source' | 'header'>,
  survey: Survey,
  scan: FileScan,
  from: Provenance,
): Promise<AnatomyFacts> {
  const regions = survey.layout.regions.map((region, index) => ({
    ...region,
    ...present({ entropy: scan.entropies[index] }),
  }));
  const { overlay } = survey;
  const overlayEntropy = scan.entropies[regions.length] ?? 0;
  const packing = {
    ...survey.layout,
    architecture: header.architecture,
    regions,
    isManaged: survey.dotnetVersion !== undefined,
    ...present({ importCount: survey.importCount }),
  };
  const clues = survey.packerClues ?? [];
  const confirmed = clues
    .map(({ confirm }) => confirm(scan.markers, overlayEntropy))
    .filter((sign) => sign !== undefined);
  const packers = findPackers(packing, scan.markers, confirmed).map((packer) => ({
    ...packer,
    evidence: packer.evidence.map((text) => tameText(text, 160)),
  }));
  return {
    ...survey.facts,
    entropy: scan.entropy,
    ...(from.contains.length > 0 && { contains: from.contains }),
    ...(from.toolchain.length > 0 && { toolchain: from.toolchain }),
    ...(packers.length > 0 && { packers }),
    ...(overlay !== undefined && { overlay: await describeOverlay(source, overlay, overlayEntropy, scan.markers) }),
    ...embeddedFacts(scan, regions, overlay),
    ...signatureFacts(survey.signatures ?? []),
  };
}

function signatureFacts(signatures: readonly CodeSignature[]): Pick<AnatomyFacts, 'signature' | 'signatures'> {
  return { ...present({ signature: signatures[0] }), ...(signatures.length > 1 && { signatures }) };
}

/** @param find looks through the file once more, which only few tools make necessary: those that tell their version nowhere else */
async function provenanceOf(
  survey: Survey,
  scan: FileScan,
  find: (sought: readonly SoughtMarker[]) => Promise<MarkerHits>,
): Promise<Provenance> {
  const go = scan.markers.get('go_build_info');
  const version = go && (await goVersion(go, survey.readAt));
  const evidence: ProvenanceEvidence = {
    markers: scan.markers,
    sections: survey.sectionNames,
    symbols: survey.symbols.evidence,
    own: survey.symbols.own,
    libraries: survey.libraries,
    comments: survey.comments,
    dataResources: survey.resources.filter(({ type }) => type === 'RCDATA').map(({ name }) => name),
    ...present({
      goVersion: version,
      microsoftLinker: survey.microsoftLinker,
      dotnetVersion: survey.dotnetVersion,
      dartSnapshot: survey.dartSnapshot,
    }),
  };
  const first = provenance(evidence);
  const sought = versionTextsOf(first.toolchain.filter((tool) => tool.version === undefined).map(({ name }) => name));
  if (sought.length === 0) return first;
  return provenance({ ...evidence, markers: new Map([...scan.markers, ...(await find(sought))]) });
}

function resourcesOf(survey: Survey, scan: FileScan): readonly Resource[] {
  const first = survey.layout.regions.length + 1;
  return survey.resources.map(({ offset, ...resource }, index) => ({
    ...resource,
    offset: address(offset),
    ...present({ entropy: scan.entropies[first + index] }),
  }));
}

function embeddedFacts(
  { embedded }: FileScan,
  regions: readonly MeasuredRegion[],
  overlay: ByteRange | undefined,
): Pick<AnatomyFacts, 'embedded_executables'> {
  if (embedded.length === 0) return {};
  return { embedded_executables: embedded.map((image) => placed(image, regions, overlay)) };
}

function placed(
  image: Embedded,
  regions: readonly MeasuredRegion[],
  overlay: ByteRange | undefined,
): EmbeddedExecutable {
  const holds = ({ offset, size }: ByteRange): boolean => image.offset >= offset && image.offset < offset + size;
  const inOverlay = overlay !== undefined && holds(overlay);
  const section = regions.find(holds)?.name ?? (inOverlay ? 'overlay' : undefined);
  return {
    ...image,
    offset: address(image.offset),
    ...(section !== undefined && { section: tameText(section, 128) }),
  };
}
