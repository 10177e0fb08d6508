import type { ToolchainSign } from '#domain/document/anatomy-facts';
import type { Language } from '#domain/document/language';
import { LANGUAGES } from '#domain/document/language';
import type { Compiler, Tool } from '#domain/document/tool';
import { visualStudioOf } from '#domain/executables/pe/visual-studio';
import { tameText } from '#domain/shared/hostile-text';
import type { MarkerHits } from './markers';

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
  const found = [...nativeSigns(evidence), ...windowsSigns(evidence)];
  for (const { tool, language, version, because } of found) {
    if (tool !== undefined) say(tool, because, version);
    if (language !== undefined && !languages.has(language)) languages.set(language, because);
  }
  const language = LANGUAGES.find((each) => languages.has(each));
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
const OBJC_SECTION = /^(?:__objc_classlist|__objc_imageinfo|__image_info)$/;
const CXX_LIBRARY = /(?:^|\/)(?:libstdc\+\+|libc\+\+|msvcp\d+|libstdc\+\+-\d)/i;

function* nativeSigns({ markers, goVersion, sections, libraries }: ProvenanceEvidence): Generator<Sign> {
  const go = sections.find((name) => GO_SECTION.test(name));
  if (goVersion !== undefined)
    yield { tool: 'go', language: 'go', version: goVersion, because: 'Go build information' };
  if (go !== undefined) yield { tool: 'go', language: 'go', because: `section ${go}` };
  const rust = /^\/rustc\/([0-9a-f]{40})[/\\]/.exec(markers.get('rustc_path')?.after ?? '')?.[1];
  if (rust !== undefined) yield { tool: 'rustc', language: 'rust', because: `path /rustc/${rust}` };
  const debian = /^\/usr\/src\/rustc-([\d.]{3,16})\//.exec(markers.get('rustc_debian_path')?.after ?? '');
  if (debian !== null) yield { tool: 'rustc', language: 'rust', version: debian[1], because: `path ${debian[0]}` };
  if (/^fatal\.nim[\0:]/.test(markers.get('nim')?.after ?? ''))
    yield { tool: 'nim', language: 'nim', because: 'text fatal.nim' };
  const pascal = /^FPC (\d+\.\d+\.\d+) \[/.exec(markers.get('free_pascal')?.after ?? '');
  if (pascal !== null)
    yield { tool: 'free_pascal', language: 'pascal', version: pascal[1], because: `text ${pascal[0]}` };
  const swift = sections.find((name) => SWIFT_SECTION.test(name));
  if (swift !== undefined) yield { language: 'swift', tool: 'swift', because: `section ${swift}` };
  const objc = sections.find((name) => OBJC_SECTION.test(name));
  if (objc !== undefined) yield { language: 'objective-c', tool: 'objective-c runtime', because: `section ${objc}` };
  const cxx = libraries.find((library) => CXX_LIBRARY.test(library));
  if (cxx !== undefined) yield { language: 'c++', tool: 'c++ runtime', because: `library ${cxx}` };
  const frozen = markers.get('pyinstaller');
  if (frozen !== undefined && isPyinstaller(frozen.after)) {
    yield {
      tool: 'pyinstaller',
      language: 'python',
      version: pythonOf(frozen.after),
      because: `archive mark at ${frozen.offset}`,
    };
  }
}

/** Behind the mark: big-endian sizes and offsets, then the version as 311 or 3.11's library name. */
function isPyinstaller(cookie: string): boolean {
  return /(?:lib)?python\d/.test(cookie.slice(24, 96));
}

function pythonOf(cookie: string): string | undefined {
  const match = /python(\d)\.?(\d{1,2})/.exec(cookie.slice(0, 96));
  return match === null ? undefined : `python ${match[1] ?? ''}.${match[2] ?? ''}`;
}

const CYGWIN = /^(?:cygwin1|msys-[12]\.0)\.dll$/i;
const MINGW_LIBRARY = /^(?:libgcc_s_|libstdc\+\+-6|libwinpthread|mingwm10)/i;

function* windowsSigns(evidence: ProvenanceEvidence): Generator<Sign> {
  const { markers, libraries, microsoftLinker, dotnetVersion, dataResources } = evidence;
  if (dotnetVersion !== undefined)
    yield { tool: '.net', language: '.net', version: dotnetVersion, because: 'CLR metadata' };
  if (microsoftLinker !== undefined) {
    const because = `Rich header, linker ${microsoftLinker}`;
    yield { tool: 'msvc', version: visualStudioOf(microsoftLinker), because };
  }
  if (dataResources.includes('DVCLAL')) yield { tool: 'delphi', language: 'delphi', because: 'resource DVCLAL' };
  const cygwin = libraries.find((library) => CYGWIN.test(library));
  if (cygwin !== undefined) yield { tool: 'cygwin', because: `library ${cygwin}` };
  const mingw = markers.get('mingw64') ?? markers.get('mingw');
  if (mingw !== undefined)
    yield { tool: 'mingw', because: `text ${mingw.after.slice(0, 40).split(/[\0\n]/)[0] ?? ''}` };
  const runtime = libraries.find((library) => MINGW_LIBRARY.test(library));
  if (runtime !== undefined && cygwin === undefined) yield { tool: 'mingw', because: `library ${runtime}` };
  const gcc = /^GCC: \([^)\0]{0,80}\)+ (\d[\w.]{0,16})/.exec(markers.get('gcc')?.after ?? '');
  if (gcc !== null) yield { tool: 'gcc', version: gcc[1], because: gcc[0] };
  if (/^AU3!EA0[56]/.test(markers.get('autoit')?.after ?? '')) {
    yield { tool: 'autoit', language: 'autoit', because: 'script mark AU3!EA0' };
  }
}
