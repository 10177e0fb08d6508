import type { ToolchainSign } from '#domain/document/anatomy-facts';
import type { Language } from '#domain/document/language';
import { LANGUAGES } from '#domain/document/language';
import type { Compiler, Tool } from '#domain/document/tool';
import { visualStudioOf } from '#domain/executables/pe/visual-studio';
import { tameText } from '#domain/shared/hostile-text';
import type { Marker, MarkerHits } from './markers';

/** What language and tools a file shows, each with what shows it. */
export interface Provenance {
  /** `undefined` where nothing shows it. */
  readonly language?: Language;
  /** Such as `gcc 12.2.0`. */
  readonly compiler?: string;
  readonly toolchain: readonly ToolchainSign[];
}

export interface ProvenanceEvidence {
  readonly markers: MarkerHits;
  readonly goVersion?: string;
  /** Names of sections (Mach-O: without their segment). */
  readonly sections: readonly string[];
  /** Language and the symbol that shows it. */
  readonly symbols: ReadonlyMap<Language, string>;
  readonly libraries: readonly string[];
  /** ELF: the texts of `.comment`. Mach-O: the tools of LC_BUILD_VERSION. */
  readonly comments: readonly string[];
  /** PE with a Rich header: the version of Microsoft's linker. */
  readonly microsoftLinker?: string;
  readonly dotnetVersion?: string;
  /** PE: names of RCDATA resources. */
  readonly dataResources: readonly string[];
}

/** The first that is there made the program; the start-up code of a C library was made by another. */
const MAKERS: readonly Compiler[] = ['go', 'rustc', 'nim', 'delphi', 'free_pascal', 'swift', 'clang', 'msvc', 'gcc'];
const MAX_EVIDENCE = 160;

export function provenance(evidence: ProvenanceEvidence): Provenance {
  const languages = new Map<Language, string>(evidence.symbols);
  const toolchain: ToolchainSign[] = [];
  const say: Say = (name, because, version) => {
    if (toolchain.some((sign) => sign.name === name)) return;
    const shown = tameText(because, MAX_EVIDENCE);
    toolchain.push({ name, ...(version !== undefined && { version }), evidence: shown });
  };
  for (const comment of evidence.comments) noteComment(comment, say);
  const found = TELLERS.flatMap((tell) => tell(evidence) ?? []);
  for (const { tool, language, version, because } of found) {
    if (tool !== undefined) say(tool, because, version);
    if (language !== undefined && !languages.has(language)) languages.set(language, because);
  }
  const language = languageOf(languages, evidence.sections);
  const symbol = language === undefined ? undefined : evidence.symbols.get(language);
  if (language !== undefined && symbol !== undefined) say(`${language} runtime`, `symbol ${symbol}`);
  const compiler = MAKERS.map((name) => toolchain.find((sign) => sign.name === name)).find(
    (sign) => sign !== undefined,
  );
  return {
    ...(language !== undefined && { language }),
    ...(compiler !== undefined && { compiler: [compiler.name, compiler.version].filter(Boolean).join(' ') }),
    toolchain,
  };
}

/** C++ that calls the Objective-C runtime, as programs for macOS have to, but defines no class stays C++. */
function languageOf(languages: ReadonlyMap<Language, string>, sections: readonly string[]): Language | undefined {
  const first = LANGUAGES.find((each) => languages.has(each));
  const isBorrowed = first === 'objective-c' && !sections.some((name) => OBJC_DEFINITIONS.test(name));
  return isBorrowed && languages.has('c++') ? 'c++' : first;
}

type Say = (name: Tool, because: string, version?: string) => void;

interface Sign {
  readonly tool?: Tool;
  readonly language?: Language;
  readonly version?: string | undefined;
  readonly because: string;
}

const COMMENTS: readonly (readonly [name: Tool, pattern: RegExp])[] = [
  ['gcc', /^GCC: \([^)]*\)+ (?<version>\d[\w.]*)/],
  ['clang', /clang version (?<version>\d[\w.-]*)/],
  ['clang', /^clang (?<version>\d[\w.]*)/],
  ['rustc', /^rustc version (?<version>\d[\w.-]*)/],
  ['lld', /^Linker: (?:\w+ )?LLD (?<version>\d[\w.]*)/],
  ['swift', /^swift (?<version>\d[\w.]*)/],
  ['ghc', /^GHC (?<version>\d[\w.]*)/],
  ['icc', /Intel\(R\).{0,80}Compiler.{0,80}Version (?<version>\d[\d.]*)/],
  ['sun studio', /^(?:acomp|cg|iropt): .{0,80}(?:Sun|Forte|WorkShop).{0,40}?(?<version>\d[\d.]*)/],
];

function noteComment(comment: string, say: Say): void {
  for (const [name, pattern] of COMMENTS) {
    const match = pattern.exec(comment);
    if (match !== null) say(name, comment, match.groups?.['version']);
  }
}

const GO_SECTION =
  /^(?:(?:\.data\.rel\.ro)?\.gopclntab|\.go\.buildinfo|\.note\.go\.buildid|__gopclntab|__go_buildinfo)$/;
const SWIFT_SECTION = /^(?:__swift5_|swift5_|\.sw5)/;
/** Not `__objc_imageinfo` alone: Clang writes that for C and C++ too. */
const OBJC_SECTION = /^(?:__objc_(?:classlist|catlist|protolist|selrefs|msgrefs|classrefs)|__module_info)$/;
const OBJC_DEFINITIONS = /^(?:__objc_(?:class|cat)list|__module_info)$/;
const CXX_LIBRARY = /(?:^|\/)(?:libstdc\+\+|libc\+\+|msvcp\d+|libstdc\+\+-\d)/i;

const CYGWIN = /^(?:cygwin1|msys-[12]\.0)\.dll$/i;
const MINGW_LIBRARY = /^(?:libgcc_s_|libstdc\+\+-6|libwinpthread|mingwm10)/i;

type Teller = (evidence: ProvenanceEvidence) => Sign | undefined;

/** The first section of such a name. */
const bySection =
  (pattern: RegExp, tool: Tool, language: Language): Teller =>
  ({ sections }) => {
    const name = sections.find((each) => pattern.test(each));
    return name === undefined ? undefined : { tool, language, because: `section ${name}` };
  };

/** The first library of such a name. */
const byLibrary =
  (pattern: RegExp, sign: Omit<Sign, 'because'>): Teller =>
  ({ libraries }) => {
    const name = libraries.find((each) => pattern.test(each));
    return name === undefined ? undefined : { ...sign, because: `library ${name}` };
  };

/** What stands at a marker; the pattern's group is the version. */
const byText =
  (marker: Marker, pattern: RegExp, sign: Omit<Sign, 'because'>, because: (match: RegExpExecArray) => string): Teller =>
  ({ markers }) => {
    const match = pattern.exec(markers.get(marker)?.after ?? '');
    return match === null
      ? undefined
      : { ...sign, ...(match[1] !== undefined && { version: match[1] }), because: because(match) };
  };

const isCygwin = byLibrary(CYGWIN, { tool: 'cygwin' });

/** In the order in which they are told; of one tool the first counts. */
const TELLERS: readonly Teller[] = [
  ({ goVersion }) =>
    goVersion === undefined
      ? undefined
      : { tool: 'go', language: 'go', version: goVersion, because: 'Go build information' },
  bySection(GO_SECTION, 'go', 'go'),
  byText(
    'rustc_path',
    /^\/rustc\/[0-9a-f]{40}(?=[/\\])/,
    { tool: 'rustc', language: 'rust' },
    ([path]) => `path ${path}`,
  ),
  byText(
    'rustc_debian_path',
    /^\/usr\/src\/rustc-([\d.]{3,16})\//,
    { tool: 'rustc', language: 'rust' },
    ([path]) => `path ${path}`,
  ),
  byText('nim', /^fatal\.nim[\0:]/, { tool: 'nim', language: 'nim' }, () => 'text fatal.nim'),
  byText(
    'free_pascal',
    /^FPC (\d+\.\d+\.\d+) \[/,
    { tool: 'free_pascal', language: 'pascal' },
    ([text]) => `text ${text}`,
  ),
  bySection(SWIFT_SECTION, 'swift', 'swift'),
  bySection(OBJC_SECTION, 'objective-c runtime', 'objective-c'),
  byLibrary(CXX_LIBRARY, { tool: 'c++ runtime', language: 'c++' }),
  frozenPython,
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
  isCygwin,
  ({ markers }) => {
    const mingw = markers.get('mingw64') ?? markers.get('mingw');
    return mingw && { tool: 'mingw', because: `text ${mingw.after.slice(0, 40).split(/[\0\n]/)[0] ?? ''}` };
  },
  (evidence) => (isCygwin(evidence) === undefined ? byLibrary(MINGW_LIBRARY, { tool: 'mingw' })(evidence) : undefined),
  byText('gcc', /^GCC: \([^)\0]{0,80}\)+ (\d[\w.]{0,16})/, { tool: 'gcc' }, ([text]) => text),
  byText('autoit', /^AU3!EA0[56]/, { tool: 'autoit', language: 'autoit' }, () => 'script mark AU3!EA0'),
];

function frozenPython({ markers }: ProvenanceEvidence): Sign | undefined {
  const frozen = markers.get('pyinstaller');
  if (frozen === undefined || !isPyinstaller(frozen.after)) return undefined;
  const because = `archive mark at ${frozen.offset}`;
  return { tool: 'pyinstaller', language: 'python', version: pythonOf(frozen.after), because };
}

/** Behind the mark: big-endian sizes and offsets, then the version as 311 or 3.11's library name. */
function isPyinstaller(cookie: string): boolean {
  return /(?:lib)?python\d/.test(cookie.slice(24, 96));
}

function pythonOf(cookie: string): string | undefined {
  const match = /python(\d)\.?(\d{1,2})/.exec(cookie.slice(0, 96));
  return match === null ? undefined : `python ${match[1] ?? ''}.${match[2] ?? ''}`;
}
