import { NAME_LIMIT } from '#domain/bytes/name-table';
import { PARSE_LIMIT } from '#domain/document/caps';
import type { Bits, ExecutableFormat, ExecutableHeader } from '#domain/shared/executable-header';
import { SLICE_PROCESSORS } from './slice-processors';

/** Answers on standard output, each ended by a NUL; no user settings; no standard error once it runs. */
export const SESSION: readonly string[] = ['-q0', '-N', '-2', '-e', 'scr.color=0', '-e', 'cfg.json.num=hex'];

/** The sample's name follows them; it is opened and not parsed. */
export const UNPARSED: readonly string[] = [...SESSION, '-n'];

/** Naming the one right parser keeps some sixty others away from the sample. */
const PARSERS: Readonly<Record<ExecutableFormat, Readonly<Record<Bits, string>>>> = {
  elf: { 32: 'elf', 64: 'elf64' },
  pe: { 32: 'pe', 64: 'pe64' },
  macho: { 32: 'mach0', 64: 'mach064' },
};

/**
 * Needed to analyse code by, not to list what the tables say, where they take a third of the time: names of symbols made unlike each
 * other; a flag for each symbol and string; their marks; references of relocations; types of headers; classes.
 */
const FOR_CODE = ['bin.filter', 'bin.flags', 'bin.meta', 'bin.relocs.xrefs', 'bin.types', 'bin.classes'];

/** Entries of a table where only the structure is read: all that a document has of tables is known from our own reading. */
const STRUCTURE_LIMIT = 50_001;

export interface OpeningOptions {
  readonly header: ExecutableHeader;
  /**
   * Whether code is to be analysed, which wants a name at every address. To give them takes up to four times as long as to
   * read the tables; without, the tables are read by a command of their own.
   */
  readonly forCode: boolean;
}

/** The sample's name follows them. */
export function sampleArguments({ header, forCode }: OpeningOptions): readonly string[] {
  const settings = {
    // Debug information names source files, and radare2 would print lines of files of ours by those names.
    'bin.dbginfo': false,
    // 0.2 ms for each symbol; readers want the names that the file has.
    'bin.demangle': false,
    ...Object.fromEntries(FOR_CODE.map((name) => [name, forCode])),
    ...(isLimited({ header, forCode }) && { 'bin.limit': forCode ? PARSE_LIMIT : STRUCTURE_LIMIT }),
    'bin.maxsymlen': NAME_LIMIT,
    // We look for them ourselves; what instructions refer to it reads at its place.
    'bin.strings': false,
    // In this order: the grain is what the sandbox allows.
    'cfg.sandbox.grain': 'disk,files',
    'cfg.sandbox': true,
  };
  return [
    ...SESSION,
    ...(forCode ? [] : ['-n']),
    '-F',
    PARSERS[header.format][header.bits],
    ...sliceArguments(header),
    ...Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
  ];
}

/**
 * Not where a Mach-O file is mapped for its code (radare2 6.1.8): over chained fixups it then crashes, or has loaded nothing, in most
 * runs, and each image of a universal file is mapped anew at a wrong place, over the right one. What the file takes is bounded by the
 * sandbox's memory and the time of the analysis; what is kept of it, by our own caps.
 */
function isLimited({ header, forCode }: Pick<OpeningOptions, 'header' | 'forCode'>): boolean {
  return header.format !== 'macho' || !forCode;
}

function sliceArguments(header: ExecutableHeader): readonly string[] {
  const processor = header.slices === undefined ? undefined : SLICE_PROCESSORS[header.architecture];
  return processor === undefined ? [] : ['-a', processor, '-b', String(header.bits)];
}

/** radare2 is told processor and word size, and takes the first image of both: that is the one the results are about. */
export function withAnalysedSlice(header: ExecutableHeader): ExecutableHeader {
  const chosen = header.slices?.[header.slice ?? 0];
  if (chosen === undefined || SLICE_PROCESSORS[header.architecture] === undefined) return header;
  const first = header.slices?.findIndex(
    ({ architecture, bits }) =>
      SLICE_PROCESSORS[architecture] === SLICE_PROCESSORS[header.architecture] && bits === header.bits,
  );
  return first === undefined || first < 0 ? header : { ...header, slice: first };
}
