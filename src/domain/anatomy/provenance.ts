import type { ToolchainSign } from '#domain/document/anatomy-facts';
import type { Language } from '#domain/document/language';
import { LANGUAGES } from '#domain/document/language';
import type { Compiler, Tool } from '#domain/document/tool';
import { tameText } from '#domain/shared/hostile-text';
import { signsIn } from './language-signs';
import type { ProvenanceEvidence } from './provenance-evidence';
import type { Sign } from './sign';

/** What language and tools a file shows, each with what shows it. */
export interface Provenance {
  /** `undefined` where nothing shows it. */
  readonly language?: Language;
  /** Other languages of which it has parts, the weightier first. */
  readonly contains: readonly Language[];
  /** Such as `gcc 12.2.0`. */
  readonly compiler?: string;
  readonly toolchain: readonly ToolchainSign[];
}

/** The first that is there made the program; the start-up code of a C library, or a part in C, was made by another. */
const MAKERS: readonly Compiler[] = [
  'go',
  'ghc',
  'ocamlopt',
  'graalvm',
  'dart',
  'ilc',
  'rustc',
  'nim',
  'crystal',
  'zig',
  'delphi',
  'free_pascal',
  'gnat',
  'swift',
  'clang',
  'icc',
  'sun studio',
  'msvc',
  'gcc',
];
/** Of which the maker is the compiler where the language is another: Rust's in a program of C++ is not. */
const LANGUAGE_OF: Readonly<Partial<Record<Compiler, Language>>> = {
  go: 'go',
  ghc: 'haskell',
  ocamlopt: 'ocaml',
  graalvm: 'java',
  dart: 'dart',
  ilc: '.net',
  rustc: 'rust',
  nim: 'nim',
  crystal: 'crystal',
  zig: 'zig',
  delphi: 'delphi',
  free_pascal: 'pascal',
  gnat: 'ada',
  swift: 'swift',
};
/** Whose parts are found in programs of C++, and whose names there, if there are any, are few. */
const OUTWEIGHED: ReadonlySet<Language> = new Set<Language>(['rust', 'objective-c']);
const FEW_NAMES = 20;
const MUCH_MORE = 4;
/** So many own names of a language are a part in it, and no instance of a template that a header brought. */
const PART = 10;
const TEXT = /^(?:text|path) /;
const MAX_EVIDENCE = 160;
const OBJC_DEFINITIONS = /^(?:__objc_(?:class|cat)list|__module_info)$/;

export function provenance(evidence: ProvenanceEvidence): Provenance {
  const signs = signsIn(evidence);
  const shown = LANGUAGES.filter((each) => signs.some((sign) => sign.language === each));
  const language = languageOf(shown, evidence);
  const toolchain = toolsOf(signs.map((sign) => withRuntime(sign, language)));
  const compiler = MAKERS.filter((name) => isOf(name, language)).flatMap(
    (name) => toolchain.find((sign) => sign.name === name) ?? [],
  )[0];
  return {
    ...(language !== undefined && { language }),
    contains: shown.filter((each) => each !== language && isPart(each, signs, evidence)),
    ...(compiler !== undefined && { compiler: [compiler.name, compiler.version].filter(Boolean).join(' ') }),
    toolchain,
  };
}

/** Each once, with the first sign of it; its version from whichever sign has one. */
function toolsOf(signs: readonly Sign[]): readonly ToolchainSign[] {
  const tools = new Map<Tool, ToolchainSign>();
  for (const { tool, version, because } of signs) {
    if (tool === undefined) continue;
    const known = tools.get(tool);
    if (known !== undefined && (known.version !== undefined || version === undefined)) continue;
    tools.set(tool, {
      name: tool,
      ...(version !== undefined && { version }),
      evidence: tameText(because, MAX_EVIDENCE),
    });
  }
  return [...tools.values()];
}

/** The first that nothing outweighs. */
function languageOf(shown: readonly Language[], evidence: ProvenanceEvidence): Language | undefined {
  return shown.find((each) => !shown.includes('c++') || !isBorrowed(each, evidence));
}

/**
 * In a program that shows C++ too: a library of Rust in it; or Objective-C that it calls, as programs for macOS have to, without a
 * class of its own.
 */
function isBorrowed(language: Language, { own, sections }: ProvenanceEvidence): boolean {
  if (!OUTWEIGHED.has(language)) return false;
  if (language === 'objective-c' && !sections.some((name) => OBJC_DEFINITIONS.test(name))) return true;
  const cxx = own?.get('c++') ?? 0;
  return cxx >= FEW_NAMES && cxx > MUCH_MORE * (own?.get(language) ?? 0);
}

/** Not what is only called, nor what a runtime brings: names of its own, or text that only code of it has. */
function isPart(language: Language, signs: readonly Sign[], { own, sections }: ProvenanceEvidence): boolean {
  if (language === 'c') return false;
  if ((own?.get(language) ?? 0) >= PART) return true;
  if (language === 'objective-c') return sections.some((name) => OBJC_DEFINITIONS.test(name));
  return language !== 'c++' && signs.some((sign) => sign.language === language && TEXT.test(sign.because));
}

/** That a library of C is used is worth a word only where nothing else is known. */
function withRuntime(sign: Sign, language: Language | undefined): Sign {
  return language === 'c' && sign.language === 'c' && sign.tool === undefined ? { ...sign, tool: 'c runtime' } : sign;
}

function isOf(compiler: Compiler, language: Language | undefined): boolean {
  const own = LANGUAGE_OF[compiler];
  return own === undefined || language === undefined || own === language;
}
