import type { HeaderTraits, ImportSlot } from '#domain/anatomy/executable-tables';
import type { Resource } from '#domain/document/anatomy-facts';
import { CAPS, truncations } from '#domain/document/caps';
import type { FileFacts } from '#domain/document/file-facts';
import type { FocusArea } from '#domain/document/focus-area';
import type { Hardening } from '#domain/document/hardening';
import type { Kept } from '#domain/document/kept';
import type { Truncation } from '#domain/document/parts';
import type { Section, Segment } from '#domain/document/sections';
import type { ExtractedString } from '#domain/document/strings';
import type { Export, Import } from '#domain/document/symbols';
import type { ImportSlots } from '#domain/functions/import-slots';
import { importSlots, relocationOfLine } from '#domain/functions/import-slots';
import type { NamingTables } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { fileFacts } from '#domain/results/file-facts';
import type { ExecutableFormat, ExecutableHeader } from '#domain/shared/executable-header';
import type { FileContent } from '#infrastructure/readers/read-content';
import type { FileTables } from '#infrastructure/readers/read-file-tables';
import { unread } from '#infrastructure/readers/read-file-tables';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import { readFileInfo, traitsOf } from './read-file-info';
import * as decoders from './structure-decoders';
import { textLines } from './text-lines';

export interface StructureRequest {
  readonly header: ExecutableHeader;
  readonly focusAreas: readonly FocusArea[];
  /**
   * Where radare2 reads the same tables it rounds sizes, cuts names, and of several names for one place keeps one; `npm run truth`
   * compares them with other tools.
   */
  readonly tables: FileTables;
  /** What radare2 does not know of the file, or not as well; may still be under way. */
  readonly content: Promise<FileContent>;
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
  /** The same as in the findings, with how many there are. */
  readonly strings: Kept<ExtractedString>;
  /** For the list of functions, whether the document shows them or not. */
  readonly named: NamingTables['named'];
  /** The imports with their places, those included that have no stub. */
  readonly slots: ImportSlots;
  /** Bytes of the longest answer that it took. */
  readonly largestAnswer: number;
}

/**
 * @param radare2 absent where our own tables suffice.
 * @throws as the session does, and `Radare2Answer`.
 */
export async function readStructure(
  radare2: Radare2Answers | undefined,
  { header, focusAreas, tables, content }: StructureRequest,
): Promise<Structure> {
  const wants = (area: 'functions' | 'imports' | 'exports'): boolean => includes({ focusAreas }, area);
  const info = radare2 && (await readFileInfo(radare2, header));
  const { segments, libraries, symbols, entryPoints, traits } = tables;
  const imports = radare2 === undefined ? tables.imports : await withStubs(radare2, header, tables.imports);
  const slots =
    wants('imports') || wants('functions')
      ? await readImportSlots(radare2, header, imports.items, tables.slots)
      : { imports: imports.items, byPlace: new Map<never, never>() };
  const exports = { items: tables.exports.slice(0, CAPS.exports), total: tables.exports.length };
  const { anatomy, sections, strings } = await content;
  const resources = { items: anatomy.resources.slice(0, CAPS.resources), total: anatomy.resources.length };
  return {
    findings: {
      file: fileFacts(
        header,
        info === undefined ? traits : united(traits, traitsOf(info), header.format),
        anatomy,
        entryPoints[0],
      ),
      hardening: anatomy.hardening,
      sections,
      segments,
      libraries,
      resources: resources.items,
      imports: wants('imports') ? slots.imports : [],
      exports: wants('exports') ? exports.items : [],
      strings: strings.items,
      truncated: [
        ...truncations('sections', tables.sections),
        ...truncations('resources', resources),
        ...(wants('imports') ? truncations('imports', imports) : []),
        ...(wants('exports') ? truncations('exports', exports) : []),
        ...truncations('strings', strings),
        ...unread(tables, wants),
      ],
    },
    strings,
    named: { symbols, exports: exports.items, imports: imports.items, entryPoints },
    slots,
    largestAnswer: radare2?.largestAnswer ?? 0,
  };
}

/** What the headers say goes before radare2's word: it takes a library that no interpreter loads for static, every ELF file without a sign for Linux', goes by one flag for stripped PE files, says `ios` of several systems, Objective-C where only Clang was there, and of a library without symbols that they were not stripped. */
function united(own: HeaderTraits, radare2: HeaderTraits, format: ExecutableFormat): HeaderTraits {
  if (format === 'pe') return { ...radare2, ...own };
  if (format === 'macho') return own;
  return { ...own, ...(radare2.lang !== undefined && { lang: radare2.lang }) };
}

/** Whether the tables say where the imports lie, or nothing could. */
export function arePlaced(format: ExecutableFormat, { items, total }: Kept<Import>): boolean {
  return format !== 'elf' || total === 0 || items.some(({ address }) => address !== undefined);
}

/** radare2 knows the stubs of processors that we do not. */
async function withStubs(
  radare2: Radare2Answers,
  { format }: ExecutableHeader,
  imports: Kept<Import>,
): Promise<Kept<Import>> {
  if (arePlaced(format, imports)) return imports;
  const { items } = await radare2.list(commands.IMPORTS, decoders.importStub);
  const stubs = new Map(items.map(({ name, address }) => [name, address]));
  return {
    ...imports,
    items: imports.items.map((each) => {
      const address = stubs.get(each.name);
      return address === undefined ? each : { ...each, address };
    }),
  };
}

/** Where the imports lie, also those that have no stub: programs that bind all at start call through slots. */
async function readImportSlots(
  radare2: Radare2Answers | undefined,
  { format }: ExecutableHeader,
  imports: readonly Import[],
  known: readonly ImportSlot[],
): Promise<ImportSlots> {
  // The import table of a PE names the slots; radare2 takes them for relocations at places that are none.
  if (format === 'pe') return importSlots(imports, []);
  if (radare2 === undefined) return importSlots(imports, known);
  const slots = [...known];
  for await (const lines of textLines(await radare2.bytes(commands.NAMED_RELOCATIONS))) {
    for (const line of lines) {
      const relocation = relocationOfLine(line);
      if (relocation !== undefined) slots.push(relocation);
    }
  }
  return importSlots(imports, slots);
}
