import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FileFacts, FileIdentity } from '#domain/document/file-facts';
import { selfDescriptions } from '#domain/findings/self-descriptions';
import { bytesText, countedText, countText } from './quantities';
import type { ShownText, Words } from './shown-words';
import type { Cell, NamedFact } from './view-parts';
import { plain } from './view-parts';

const FORMATS = { pe: 'PE', elf: 'ELF', macho: 'Mach-O' } as const;
const SELF_SHOWN = 3;
const LONG_TEXT = 160;
const EMBEDDED_SHOWN = 8;
const TEXTS = [
  ['interpreter', 'Interpreter'],
  ['soname', 'Soname'],
  ['runpath', 'Runpath'],
  ['rpath', 'Rpath'],
  ['build_id', 'Build id'],
  ['pdb_path', 'PDB path'],
  ['imphash', 'Imphash'],
  ['uuid', 'UUID'],
  ['dotnet_version', '.NET runtime'],
  ['subsystem', 'Subsystem'],
  ['minimum_os', 'Oldest system'],
  ['minimum_kernel', 'Oldest kernel'],
] as const;
const VERSION_FIELDS = ['ProductName', 'FileDescription', 'FileVersion', 'CompanyName', 'OriginalFilename'] as const;

/** What libmagic has between the images of a universal binary: a line feed, written out, and a hyphen. */
const OF_IMAGES = /(\[?)\\012- */g;

type File = FileIdentity & FileFacts;

/** What it is in one line: format, processor, system, language, tools, size. */
export function identityLine({ metadata: { file } }: AnalysisDocument, shown: ShownText): readonly Words[] {
  const { format, bits, kind, architecture, os, language, toolchain = [], packers = [], size } = file;
  return [
    `${FORMATS[format]} ${bits}-bit ${kind.replaceAll('_', ' ')}`,
    architecture,
    ...(os === undefined ? [] : [shown.word(os)]),
    ...(language === undefined ? [] : [`written in ${language}`]),
    ...[...new Set(toolchain.map(({ name }) => name))].slice(0, 3).map((name) => `made with ${name}`),
    ...packers.slice(0, 1).map(({ name }) => shown.of(`packed: ${name}`)),
    file.stripped ? 'stripped' : 'not stripped',
    ...(kind === 'relocatable' ? [] : [file.static ? 'static' : 'dynamic']),
    bytesText(size),
  ];
}

export function identityFacts(document: AnalysisDocument, shown: ShownText): readonly NamedFact[] {
  const { file } = document.metadata;
  return [
    { name: 'SHA-1', value: plain(file.sha1) },
    { name: 'MD5', value: plain(file.md5) },
    ...(file.tlsh === undefined ? [] : [{ name: 'TLSH', value: plain(file.tlsh) }]),
    {
      name: 'Type',
      value: plain(
        shown.of(
          file.description.replaceAll(OF_IMAGES, (_, opening: string) => opening || ' '),
          2 * LONG_TEXT,
        ),
      ),
    },
    ...selfFacts(document, shown),
    ...buildFacts(file, shown),
    ...TEXTS.flatMap(([field, name]) => {
      const value = file[field];
      return value === undefined ? [] : [{ name, value: plain(shown.of(value, LONG_TEXT)) }];
    }),
    ...VERSION_FIELDS.flatMap((name) => {
      const value = file.version_info?.[name];
      return value === undefined ? [] : [{ name, value: plain(shown.of(value, LONG_TEXT)) }];
    }),
    ...signatureFacts(file, shown),
    ...layoutFacts(file, shown),
    ...codeFacts(document),
  ];
}

function* selfFacts({ strings }: AnalysisDocument, shown: ShownText): Generator<NamedFact> {
  const says = selfDescriptions(strings)
    .slice(0, SELF_SHOWN)
    .flatMap((place) => strings[place] ?? []);
  if (says.length > 0)
    yield { name: 'Says of itself', value: says.map(({ content }) => ({ words: shown.of(content) })) };
}

function* buildFacts(file: File, shown: ShownText): Generator<NamedFact> {
  const {
    endianness,
    entry_point: entry,
    compiled_at: compiled,
    compiler,
    contains = [],
    toolchain = [],
    packers = [],
  } = file;
  yield { name: 'Byte order', value: plain(`${endianness} endian`) };
  if (entry !== undefined) yield { name: 'Entry point', value: plain(entry) };
  if (compiled !== undefined) yield { name: 'Compiled', value: plain(`${compiled}, as the header says`) };
  if (compiler !== undefined) yield { name: 'Compiler', value: plain(shown.of(compiler)) };
  if (contains.length > 0) yield { name: 'Also contains', value: plain(contains.join(', ')) };
  if (toolchain.length > 0)
    yield {
      name: 'Tool chain',
      value: toolchain.slice(0, 6).map(({ name, version, evidence }) => evidenced(name, version, evidence, shown)),
    };
  if (packers.length > 0)
    yield {
      name: 'Packed by',
      value: packers
        .slice(0, 4)
        .flatMap(({ name, version, evidence, confidence }) => [
          { words: shown.of(version === undefined ? name : `${name} ${version}`) },
          { words: `confidence ${confidence}` },
          ...evidence.slice(0, 3).map((each) => ({ words: shown.of(each) })),
        ]),
    };
}

function evidenced(name: string, version: string | undefined, evidence: string, shown: ShownText): Cell[number] {
  return { words: shown.of(`${name}${version === undefined ? '' : ` ${version}`}: ${evidence}`, LONG_TEXT) };
}

function* signatureFacts({ signed, signature }: File, shown: ShownText): Generator<NamedFact> {
  if (!signed || signature === undefined) return;
  const { scheme, subject, issuer, identifier, ad_hoc: isAdHoc } = signature;
  yield {
    name: 'Signature',
    value: [
      { words: `${scheme}, not verified${isAdHoc === true ? ', ad hoc' : ''}` },
      ...[subject, issuer, identifier].flatMap((each) => (each === undefined ? [] : [{ words: shown.of(each) }])),
    ],
  };
}

function* layoutFacts(
  { entropy, overlay, slices = [], embedded_executables: embedded = [] }: File,
  shown: ShownText,
): Generator<NamedFact> {
  if (entropy !== undefined) yield { name: 'Entropy', value: plain(`${entropy.toFixed(2)} of 8 bits per byte`) };
  if (overlay !== undefined)
    yield {
      name: 'Overlay',
      value: plain(
        `${overlay.kind}, ${bytesText(overlay.size)} at offset ${overlay.offset}, entropy ${overlay.entropy.toFixed(2)}`,
      ),
    };
  if (slices.length > 0)
    yield {
      name: 'Images',
      value: slices.slice(0, EMBEDDED_SHOWN).map(({ architecture, bits, size, analysed }) => ({
        words: `${architecture}, ${bits} bits, ${bytesText(size)}${analysed ? ': this report' : ': not looked at'}`,
      })),
    };
  if (embedded.length > 0)
    yield {
      name: 'Embedded',
      value: embedded
        .slice(0, EMBEDDED_SHOWN)
        .flatMap(({ format, architecture, offset, size, section }) => [
          { words: `${FORMATS[format]} for ${architecture}, ${bytesText(size)} at offset ${offset}` },
          ...(section === undefined ? [] : [{ words: shown.of(section) }]),
        ]),
    };
}

function* codeFacts({ summary: { names, coverage, counts } }: AnalysisDocument): Generator<NamedFact> {
  if (counts.functions === null) return;
  const covered = coverage === undefined ? '' : `; they cover ${Math.round(coverage.share * 100)} % of the code`;
  const named =
    names === undefined
      ? ''
      : `; named by symbols ${countText(names.own)}, by exports ${countText(names.by_export)}, by tables ${countText(names.by_table)}, unnamed ${countText(names.none)}`;
  yield { name: 'Code', value: plain(`${countedText(counts.functions, 'function')}${named}${covered}`) };
}
