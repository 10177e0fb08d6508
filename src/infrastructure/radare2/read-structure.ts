import type {
  Export,
  ExtractedString,
  FileFacts,
  Hardening,
  Import,
  Section,
  Segment,
  Truncation,
} from '#domain/analysis/analysis-document';
import type { Resource } from '#domain/analysis/anatomy-facts';
import { includes } from '#domain/analysis/analysis-options';
import type { FocusArea } from '#domain/analysis/analysis-options';
import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { ByteSource } from '#domain/identification/byte-source';
import type { ExecutableHeader } from '#domain/identification/executable-header';
import type { Address } from '#domain/shared/address';
import { CAPS, PARSE_LIMIT, truncations } from './caps';
import { count } from './decode';
import { fileFacts } from './file-facts';
import { importSlots, relocationOfLine } from './import-slots';
import type { ImportSlots, RelocatedName } from './import-slots';
import type { Kept, Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import { measureSections } from './section-digests';
import * as decoders from './structure-decoders';
import type { SymbolFact } from './structure-decoders';
import { textLines } from './text-lines';

const STRINGS_PER_PAGE = 10_000;
/** The whole file, where an ELF file has neither sections nor segments. */
const MADE_UP_SECTION = 'uphdr';

export interface StructureRequest {
  readonly header: ExecutableHeader;
  readonly focusAreas: readonly FocusArea[];
  /** What radare2 does not know of the file, or not as well. */
  readonly anatomy: FileAnatomy;
}

/** What the document says of it. */
export interface StructureFindings {
  readonly file: FileFacts;
  readonly hardening: Hardening;
  readonly sections: readonly Section[];
  readonly segments: readonly Segment[];
  readonly libraries: readonly string[];
  readonly resources: readonly Resource[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly strings: readonly ExtractedString[];
  readonly truncated: readonly Truncation[];
}

/** S1: all that is read without analysing code. */
export interface Structure {
  readonly findings: StructureFindings;
  /** For the list of functions, whether the document shows them or not. */
  readonly named: {
    readonly symbols: readonly SymbolFact[];
    readonly exports: readonly Export[];
    readonly imports: readonly Import[];
    readonly entryPoints: readonly Address[];
  };
  /** The imports with their places, those included that have no stub. */
  readonly slots: ImportSlots;
  /** Bytes of the longest answer that it took. */
  readonly largestAnswer: number;
}

/** `undefined` when radare2 learned nothing at all. @throws as the session does, and `Radare2Answer`. */
export async function readStructure(
  radare2: Radare2Answers,
  source: ByteSource,
  { header, focusAreas, anatomy }: StructureRequest,
): Promise<Structure | undefined> {
  const wants = (area: 'functions' | 'strings' | 'imports' | 'exports'): boolean => includes({ focusAreas }, area);
  const info = await radare2.object(commands.INFO);
  const shift = header.slices?.[header.slice ?? 0]?.offset ?? 0;
  const sections = await readSections(radare2, source, shift);
  const segments = await radare2.list(commands.SEGMENTS, decoders.segmentDecoder(header.format), CAPS.sections);

  const libraries = await radare2.list(commands.LIBRARIES, decoders.library, CAPS.imports);
  const entryPoints = await radare2.list(commands.ENTRY_POINTS, decoders.entryPoint);
  const imports = await radare2.list(commands.IMPORTS, decoders.importedName, CAPS.imports);
  if (sections.total + segments.total + imports.total === 0) return undefined;

  const slots =
    wants('imports') || wants('functions')
      ? await readImportSlots(radare2, imports.items)
      : { imports: imports.items, byPlace: new Map<never, never>() };
  const exports = await readExports(radare2, wants('exports') || wants('functions'));
  const symbols = wants('functions') ? await radare2.list(commands.SYMBOLS, decoders.symbolFact) : nothing;
  const strings = wants('strings') ? await readStrings(radare2, shift) : nothing;
  const resources = { items: anatomy.resources.slice(0, CAPS.resources), total: anatomy.resources.length };
  return {
    findings: {
      file: fileFacts(header, info, anatomy, sections.items, entryPoints.items[0]),
      hardening: anatomy.hardening,
      sections: sections.items,
      segments: segments.items,
      libraries: united(libraries.items, anatomy.libraries),
      resources: resources.items,
      imports: wants('imports') ? slots.imports : [],
      exports: wants('exports') ? exports.items : [],
      strings: strings.items,
      truncated: [
        ...truncations('sections', sections),
        ...truncations('resources', resources),
        ...(wants('imports') ? truncations('imports', imports) : []),
        ...(wants('exports') ? truncations('exports', exports) : []),
        ...truncations('strings', strings),
      ],
    },
    named: { symbols: symbols.items, exports: exports.items, imports: imports.items, entryPoints: entryPoints.items },
    slots,
    largestAnswer: radare2.largestAnswer,
  };
}

/** Each library once; Windows does not care how its name is written. */
function united(...lists: readonly (readonly string[])[]): readonly string[] {
  const known = new Map<string, string>();
  for (const name of lists.flat()) if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), name);
  return [...known.values()];
}

const nothing = { items: [], total: 0 } as const satisfies Kept<never>;

/** Of a universal file radare2 does not know the sections' bytes. */
async function readSections(radare2: Radare2Answers, source: ByteSource, shift: number): Promise<Kept<Section>> {
  const sections = await radare2.list(commands.SECTIONS, decoders.sectionDecoder(shift), CAPS.sections);
  if (sections.total === 1 && sections.items[0]?.name === MADE_UP_SECTION) return nothing;
  return shift === 0 ? sections : { ...sections, items: await measureSections(source, sections.items) };
}

/** Where the imports lie, also those that have no stub: programs that bind all at start call through slots. */
async function readImportSlots(radare2: Radare2Answers, imports: readonly Import[]): Promise<ImportSlots> {
  const relocations: RelocatedName[] = [];
  for await (const lines of textLines(await radare2.bytes(commands.RELOCATION_FLAGS))) {
    for (const line of lines) {
      const relocation = relocationOfLine(line);
      if (relocation !== undefined) relocations.push(relocation);
    }
  }
  return importSlots(imports, relocations);
}

/** A file may export the same address under many names; each counts. */
function readExports(radare2: Radare2Answers, wanted: boolean): Promise<Kept<Export>> {
  return wanted ? radare2.list(commands.EXPORTS, decoders.exportedName, CAPS.exports) : Promise.resolve(nothing);
}

/** In pages, so that no answer is large however long the strings are. */
async function readStrings(radare2: Radare2Answers, shift: number): Promise<Kept<ExtractedString>> {
  const decode = decoders.stringDecoder(shift);
  const items: ExtractedString[] = [];
  const total = count(Number(await radare2.text(commands.STRING_COUNT))) ?? 0;
  for (let skip = 0; skip < Math.min(total, CAPS.strings); skip += STRINGS_PER_PAGE) {
    const page = await radare2.list(commands.stringPage(skip, STRINGS_PER_PAGE), decode);
    if (page.total === 0) break;
    items.push(...page.items);
  }
  const isWhole = total <= CAPS.strings;
  return { items: items.slice(0, CAPS.strings), total: isWhole ? items.length : Math.min(total, PARSE_LIMIT) };
}
