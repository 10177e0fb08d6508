import type { Language } from '#domain/document/language';
import type { Tool } from '#domain/document/tool';
import { visualStudioOf } from '#domain/executables/pe/visual-studio';
import type { Marker } from './markers';
import type { ProvenanceEvidence } from './provenance-evidence';
import { rustReleaseOf } from './rust-releases';
import type { Sign } from './sign';
import { versionSigns } from './version-texts';

type Teller = (evidence: ProvenanceEvidence) => Sign | undefined;
type Told = Omit<Sign, 'because' | 'version'>;

/** What compilers and linkers say of themselves, in `.comment` or LC_BUILD_VERSION. That they speak C too shows little. */
const COMMENTS: readonly (readonly [pattern: RegExp, told: Told])[] = [
  [/^GCC: \([^)]*\)+ (\d[\w.]*)/, { tool: 'gcc', language: 'c' }],
  [/clang version (\d[\w.-]*)/, { tool: 'clang', language: 'c' }],
  [/^clang (\d[\w.]*)/, { tool: 'clang', language: 'c' }],
  [/^rustc version (\d[\w.-]*)/, { tool: 'rustc', language: 'rust' }],
  [/^Linker: (?:\w+ )?LLD (\d[\w.]*)/, { tool: 'lld' }],
  [/^swift (\d[\w.]*)/, { tool: 'swift' }],
  [/^GHC (\d[\w.]*)/, { tool: 'ghc', language: 'haskell' }],
  [/^\.NET: ilc (\d[\w.-]*)/, { tool: 'ilc', language: '.net' }],
  [/Intel\(R\).{0,80}Compiler.{0,80}Version (\d[\d.]*)/, { tool: 'icc', language: 'c' }],
  [/^(?:acomp|cg|iropt): .{0,80}(?:Sun|Forte|WorkShop).{0,40}?(\d[\d.]*)/, { tool: 'sun studio', language: 'c' }],
];

const GO_SECTION =
  /^(?:(?:\.data\.rel\.ro)?\.gopclntab|\.go\.buildinfo|\.note\.go\.buildid|__gopclntab|__go_buildinfo)$/;
const SECTIONS: readonly (readonly [pattern: RegExp, told: Told])[] = [
  [GO_SECTION, { tool: 'go', language: 'go' }],
  // Sections of .NET's NativeAOT, of GraalVM's native images (PE cuts names after eight bytes), of Free Pascal.
  [/^(?:__managedcode|\.managed|\.?hydrated|\.dotnet_eh_table)$/, { tool: 'ilc', language: '.net' }],
  [/^(?:\.svm_hea|\.svm_heap|__svm_heap)$/, { tool: 'graalvm', language: 'java' }],
  [/^(?:\.fpcdata|\.fpc\.resources|fpc\.resources)$/, { tool: 'free_pascal', language: 'pascal' }],
  // Up to Dart 2.18; later ones have a note of this name.
  [/^__dart_app_snap$/, { tool: 'dart', language: 'dart' }],
  [/^(?:__swift5_|swift5_|\.sw5)/, { tool: 'swift', language: 'swift' }],
  // Not `__objc_imageinfo` alone: Clang writes that for C and C++ too.
  [
    /^(?:__objc_(?:classlist|catlist|protolist|selrefs|msgrefs|classrefs)|__module_info)$/,
    { tool: 'objective-c runtime', language: 'objective-c' },
  ],
  // Where a program may replace operator new of LLVM's C++ library.
  [/^__lcxx_override$/, { tool: 'c++ runtime', language: 'c++' }],
];

/** Of glibc, musl, BSD and Android; of macOS and iOS, where it is the system's whole library. */
const C_LIBRARY = /^(?:libc\.so(?:\.\d[\d.]*)?|libc\.musl-\w{1,24}\.so\.1|\/usr\/lib\/libSystem(?:\.B)?\.dylib)$/;
const LIBRARIES: readonly (readonly [pattern: RegExp, told: Told])[] = [
  [/^libgna(?:t|rl)(?:-[\d.]+)?\.(?:so|dll|dylib)/, { tool: 'gnat', language: 'ada' }],
  [/(?:^|\/)libgfortran[.-]/, { tool: 'fortran runtime', language: 'fortran' }],
  [/(?:^|\/)(?:libgo\.so|libgo-\d)/, { tool: 'go runtime', language: 'go' }],
  [/(?:^|\/)(?:libgphobos|libgdruntime|libphobos2|libdruntime-ldc)\b/, { tool: 'd runtime', language: 'd' }],
  [/(?:^|\/)libHS(?:rts|base|ghc-prim)-/, { tool: 'ghc', language: 'haskell' }],
  // Of whatever else is linked with it, there is another sign.
  [C_LIBRARY, { language: 'c' }],
  [/(?:^|\/)(?:libstdc\+\+|libc\+\+|msvcp\d+|libstdc\+\+-\d)/i, { tool: 'c++ runtime', language: 'c++' }],
];

/** What stands at a marker; the pattern's group is the version. */
const TEXTS: readonly (readonly [marker: Marker, pattern: RegExp, told: Told])[] = [
  [
    'rustc_source_path',
    /^\/rustc-(1\.\d{1,3}\.\d{1,2}(?:-(?:nightly|beta[\d.]*))?)/,
    { tool: 'rustc', language: 'rust' },
  ],
  ['rust_library', /^library\/std\/src\/[a-z_/]{2,60}\.rs/, { tool: 'rustc', language: 'rust' }],
  ['nim', /^fatal\.nim(?=[\0:])/, { tool: 'nim', language: 'nim' }],
  ['free_pascal', /^FPC (\d+\.\d+\.\d+)[\w+~.-]{0,24} \[/, { tool: 'free_pascal', language: 'pascal' }],
  ['ghc', /^ghc-(?:prim|internal):GHC\.[A-Z][\w.]{0,60}/, { tool: 'ghc', language: 'haskell' }],
  ['ocaml', /^Stdlib\.Exit(?=\0)/, { tool: 'ocamlopt', language: 'ocaml' }],
  ['zig', /^aborting due to recursive panic/, { tool: 'zig', language: 'zig' }],
  ['cxx_type_info', /^N10__cxxabiv1\d{2}__[a-z_]{9,40}E(?=\0)/, { tool: 'c++ runtime', language: 'c++' }],
  ['cxx_rtti', /^\.\?AVbad_alloc@std@@/, { tool: 'c++ runtime', language: 'c++' }],
  ['native_aot_header', /^RTR/, { tool: 'ilc', language: '.net' }],
  ['autoit', /^AU3!EA0[56]/, { tool: 'autoit', language: 'autoit' }],
];

const COMPILED_BY: Readonly<Partial<Record<Language, Tool>>> = {
  ocaml: 'ocamlopt',
  haskell: 'ghc',
  java: 'graalvm',
  '.net': 'ilc',
  dart: 'dart',
  crystal: 'crystal',
};
/** What debuggers look for in a host that has .NET and a program of it inside, whose code is made while it runs. */
const HOST_OF_DOTNET = /^_?DotNetRuntimeInfo$/;
/** In a pclntab's header. */
const POINTER_SIZE_AT = 7;
const CYGWIN = /^(?:cygwin1|msys-[12]\.0)\.dll$/i;
const MINGW_LIBRARY = /^(?:libgcc_s_|libstdc\+\+-6|libwinpthread|mingwm10)/i;

/** In the order in which they are told; of one tool the first counts. */
const TELLERS: readonly Teller[] = [
  goBuild,
  goTable,
  goText,
  rustPath,
  frozenPython,
  ({ dartSnapshot }) =>
    dartSnapshot === undefined ? undefined : { tool: 'dart', language: 'dart', because: dartSnapshot },
  ({ dotnetVersion }) =>
    dotnetVersion === undefined
      ? undefined
      : { tool: '.net', language: '.net', version: dotnetVersion, because: 'CLR metadata' },
  ({ microsoftLinker }) =>
    microsoftLinker === undefined
      ? undefined
      : { tool: 'msvc', version: visualStudioOf(microsoftLinker), because: `Rich header, linker ${microsoftLinker}` },
  ({ dataResources }) =>
    dataResources.includes('DVCLAL') ? { tool: 'delphi', language: 'delphi', because: 'resource DVCLAL' } : undefined,
  cygwin,
  mingw,
  ({ markers }) => {
    const match = /^GCC: \([^)\0]{0,80}\)+ (\d[\w.]{0,16})/.exec(markers.get('gcc')?.after ?? '');
    return match === null ? undefined : { tool: 'gcc', language: 'c', version: match[1], because: match[0] };
  },
];

/** All that tables and texts say, the surer first: what tools say of themselves, then sections, texts, libraries, symbols. */
export function signsIn(evidence: ProvenanceEvidence): readonly Sign[] {
  const { comments, sections, libraries, markers, symbols } = evidence;
  return [
    ...comments.flatMap((comment) => COMMENTS.map(([pattern, told]) => commented(comment, pattern, told))),
    ...SECTIONS.map(([pattern, told]) => named('section', sections, pattern, told)),
    ...TELLERS.map((tell) => tell(evidence)),
    ...versionSigns(markers),
    ...TEXTS.map(([marker, pattern, told]) => written(markers.get(marker)?.after, pattern, told)),
    ...LIBRARIES.map(([pattern, told]) => named('library', libraries, pattern, told)),
    ...[...symbols].map(([language, symbol]) => symbolic(language, symbol)),
  ].filter((sign) => sign !== undefined);
}

function commented(comment: string, pattern: RegExp, told: Told): Sign | undefined {
  const match = pattern.exec(comment);
  return match === null ? undefined : { ...told, version: match[1], because: comment };
}

/** The first of such a name. */
function named(what: string, names: readonly string[], pattern: RegExp, told: Told): Sign | undefined {
  const name = names.find((each) => pattern.test(each));
  return name === undefined ? undefined : { ...told, because: `${what} ${name}` };
}

function written(text: string | undefined, pattern: RegExp, told: Told): Sign | undefined {
  const match = pattern.exec(text ?? '');
  return match === null ? undefined : { ...told, version: match[1], because: `text ${match[0]}` };
}

function symbolic(language: Language, symbol: string): Sign {
  const tool = HOST_OF_DOTNET.test(symbol) ? '.net' : COMPILED_BY[language];
  return { tool: tool ?? `${language} runtime`, language, because: `symbol ${symbol}` };
}

function goBuild({ goVersion }: ProvenanceEvidence): Sign | undefined {
  if (goVersion === undefined) return undefined;
  return { tool: 'go', language: 'go', version: goVersion, because: 'Go build information' };
}

/** The runtime's own text, which alone shows nothing: a program may speak of Go. */
function goText(evidence: ProvenanceEvidence): Sign | undefined {
  const isGo = evidence.sections.some((name) => GO_SECTION.test(name)) || goTable(evidence) !== undefined;
  const text = written(evidence.markers.get('go_version')?.after, /^go(1\.\d{1,2}\.\d{1,2})/, { tool: 'go' });
  return isGo ? text : undefined;
}

/** A table of functions as the runtime needs it, where sections do not name it. */
function goTable({ markers }: ProvenanceEvidence): Sign | undefined {
  const hit = markers.get('go_table') ?? markers.get('go_table_arm');
  const isTable = hit !== undefined && [4, 8].includes(hit.after.charCodeAt(POINTER_SIZE_AT));
  return isTable ? { tool: 'go', language: 'go', because: `table of functions at ${hit.offset}` } : undefined;
}

function rustPath({ markers }: ProvenanceEvidence): Sign | undefined {
  const match = /^\/rustc\/([0-9a-f]{40})(?=[/\\])/.exec(markers.get('rustc_path')?.after ?? '');
  if (match === null) return undefined;
  const version = rustReleaseOf(match[1] ?? '');
  const commit = version === undefined ? ', a commit of no known release' : '';
  return { tool: 'rustc', language: 'rust', version, because: `path ${match[0]}${commit}` };
}

function cygwin({ libraries }: ProvenanceEvidence): Sign | undefined {
  return named('library', libraries, CYGWIN, { tool: 'cygwin' });
}

/** Cygwin's programs may use libraries of the same names. */
function mingw(evidence: ProvenanceEvidence): Sign | undefined {
  const text = (evidence.markers.get('mingw64') ?? evidence.markers.get('mingw'))?.after;
  if (text !== undefined) return { tool: 'mingw', because: `text ${text.slice(0, 40).split(/[\0\n]/)[0] ?? ''}` };
  return cygwin(evidence) === undefined
    ? named('library', evidence.libraries, MINGW_LIBRARY, { tool: 'mingw' })
    : undefined;
}

function frozenPython({ markers }: ProvenanceEvidence): Sign | undefined {
  const frozen = markers.get('pyinstaller');
  // Behind the mark: big-endian sizes and offsets, then the version as 311 or 3.11's library name.
  if (frozen === undefined || !/(?:lib)?python\d/.test(frozen.after.slice(24, 96))) return undefined;
  const [, major = '', minor = ''] = /python(\d)\.?(\d{1,2})/.exec(frozen.after.slice(0, 96)) ?? [];
  const version = major === '' ? undefined : `python ${major}.${minor}`;
  return { tool: 'pyinstaller', language: 'python', version, because: `archive mark at ${frozen.offset}` };
}
