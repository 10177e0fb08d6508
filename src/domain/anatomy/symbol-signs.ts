import { rawNameAt, rawNameEnd } from '#domain/bytes/name-table';
import type { Language } from '#domain/document/language';
import { withoutVersion } from '#domain/executables/elf/elf-symbol-tables';

/** What the names of a program's symbols give away; collected name by name, of as many as there are. */
export class SymbolSigns {
  canary = false;
  fortify = false;
  arc = false;
  isEmpty = true;
  private readonly languages = new Map<Language, string>();

  /** The name that begins at `at`, up to its NUL; most are known by a few bytes to be no sign. @param isImported as below. */
  noteAt(names: Uint8Array, at: number, isImported: boolean): void {
    this.isEmpty = false;
    if (mayBeSign(names, at)) this.note(rawNameAt(names, at), isImported);
  }

  /** @param isImported taken from a library, not the program's own */
  note(symbol: string, isImported: boolean): void {
    this.isEmpty = false;
    const name = withoutVersion(symbol);
    if (name === '') return;
    if (CANARY.has(name)) this.canary = true;
    if (isImported && FORTIFIED.test(name)) this.fortify = true;
    if (ARC.has(name)) this.arc = true;
    const language = languageOf(name);
    if (language !== undefined && !this.languages.has(language)) this.languages.set(language, name);
  }

  /** Language and the symbol that shows it. */
  get evidence(): ReadonlyMap<Language, string> {
    return this.languages;
  }
}

const [UNDERSCORE, DOLLAR, BIG_E, BIG_N, BIG_S, BIG_Z, SMALL_H, SMALL_R, SMALL_T, ONE, SEVEN] =
  Buffer.from('_$ENSZhrt17');
/** Bytes from the `17h` of Rust's old mangling to the end of the name. */
const RUST_HASH = 20;

/** `false` where none of the rules below fits: all begin so, and of the names of C++ and of old Rust the ends or beginnings tell. */
function mayBeSign(names: Uint8Array, at: number): boolean {
  const first = names[at];
  if (first !== UNDERSCORE) return first === DOLLAR || first === SMALL_R || first === BIG_N;
  if (names[at + 1] !== BIG_Z) return true;
  const standard = names[at + 2] === BIG_N ? at + 3 : at + 2;
  if (names[standard] === BIG_S && names[standard + 1] === SMALL_T) return true;
  const end = rawNameEnd(names, at);
  const hash = end - RUST_HASH;
  return names[end - 1] === BIG_E && names[hash] === ONE && names[hash + 1] === SEVEN && names[hash + 2] === SMALL_H;
}

const CANARY = new Set([
  '__stack_chk_fail',
  '___stack_chk_fail',
  '__stack_chk_guard',
  '___stack_chk_guard',
  '__stack_chk_fail_local',
  '__stack_smash_handler',
  '__ssp_fail',
  '__intel_security_cookie',
]);
const FORTIFIED = /^_{2,3}(?!stack_)[a-z]\w*_chk$/;
const ARC = new Set(['_objc_release', '_objc_retain', '_objc_storeStrong', '_objc_retainAutoreleasedReturnValue']);
const WHOLE_NAMES: ReadonlyMap<string, Language> = new Map([
  ['__gxx_personality_v0', 'c++'],
  ['___gxx_personality_v0', 'c++'],
  ['__cxa_throw', 'c++'],
  ['___cxa_throw', 'c++'],
  ['___gxx_personality_sj0', 'c++'],
  ['rust_eh_personality', 'rust'],
  ['_rust_eh_personality', 'rust'],
  ['runtime.main', 'go'],
  ['_runtime.main', 'go'],
  ['runtime.gopanic', 'go'],
  ['NimMain', 'nim'],
  ['_NimMain', 'nim'],
  ['_D6object', 'd'],
  ['_d_run_main', 'd'],
  ['__d_run_main', 'd'],
  ['_objc_msgSend', 'objective-c'],
]);

function languageOf(name: string): Language | undefined {
  return WHOLE_NAMES.get(name) ?? PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
}
/** Rust's two manglings: v0, and the old one that ends in a hash. */
const RUST = /^_{1,2}(?:R(?:[NMXYI]|C)[A-Za-z0-9_]+core|ZN\d[^\n]{0,200}17h[0-9a-f]{16}E$)/;
const SWIFT = /^_?_?\$s(?:S[a-z]|\d)/;
const PATTERNS: readonly (readonly [pattern: RegExp, language: Language])[] = [
  [/^_(?:_?ZNSt|ZSt)/, 'c++'],
  [RUST, 'rust'],
  [SWIFT, 'swift'],
  [/^_OBJC_CLASS_\$_/, 'objective-c'],
];
