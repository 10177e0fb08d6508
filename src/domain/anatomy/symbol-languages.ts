import type { Language } from '#domain/document/language';

/** Names that one language's compiler or runtime alone gives; Mach-O puts an underscore before each. */
const WHOLE: Readonly<Partial<Record<Language, readonly string[]>>> = {
  'c++': [
    '__gxx_personality_v0',
    '__gxx_personality_sj0',
    '__gxx_personality_seh0',
    '__cxa_throw',
    '__CxxFrameHandler3',
    '__CxxFrameHandler4',
    // Of GCC before 3.0, whose names are not mangled as Itanium's are.
    '__cplus_type_matcher',
    '__vt_9type_info',
  ],
  rust: ['rust_eh_personality'],
  go: ['runtime.main', 'runtime.gopanic'],
  nim: ['NimMain'],
  // Exported by every program, also where its symbols are stripped.
  crystal: ['__crystal_main', '__crystal_personality'],
  d: ['_D6object', '_d_run_main'],
  haskell: ['hs_main', 'stg_ap_v_info', 'rts_evalLazyIO'],
  // What ocamlopt writes for each program; names of the runtime, which is in C, are in ocamlrun too.
  ocaml: ['caml_startup__code_begin', 'caml_startup__frametable'],
  java: ['graal_create_isolate', 'graal_attach_thread'],
  // Of NativeAOT's programs; of the host that has all of .NET inside.
  '.net': ['DotNetRuntimeDebugHeader', 'DotNetRuntimeInfo'],
  fortran: ['MAIN__'],
};

/** Whole names, each as ELF and as Mach-O has it. */
export const WHOLE_NAMES: ReadonlyMap<string, Language> = new Map([
  ...Object.entries(WHOLE).flatMap(([language, names]) =>
    names.flatMap((name) => [[name, language as Language] as const, [`_${name}`, language as Language] as const]),
  ),
  // A selector's call; plain `objc_msgSend` is what GNUstep has.
  ['_objc_msgSend', 'objective-c'],
]);

/** What shows its language only where it is called: GNU's library for Fortran, which defines these, is in C. */
export const CALLED = /^_{1,2}gfortran_/;

export interface NamePattern {
  readonly pattern: RegExp;
  readonly language: Language;
  /** How every name begins that the pattern fits, two bytes at least: others are not looked at. */
  readonly heads: readonly string[];
}

/**
 * Manglings. Rust's old one is Itanium's with a hash at the end (`mangled-name.ts`); of the new one (RFC 2603), `core` is in nearly
 * every program. GNAT: `__gnat_…` is its runtime, `_ada_…` a library-level subprogram. Visual C++ decorates by `?`.
 */
export const PATTERNS: readonly NamePattern[] = [
  { pattern: /^_{1,2}R(?:[NMXYI]|C)[A-Za-z0-9_]+core/, language: 'rust', heads: ['_R', '__R'] },
  { pattern: /^_?_?\$s(?:S[a-z]|\d)/, language: 'swift', heads: ['$s', '_$s', '__$s'] },
  { pattern: /^_OBJC_CLASS_\$_/, language: 'objective-c', heads: ['_OBJC_CLASS_$_'] },
  { pattern: /^[-+]\[[A-Za-z_]/, language: 'objective-c', heads: ['-[', '+['] },
  { pattern: /^_?caml[A-Z]\w*(?:[.$]\w+)?_\d+$/, language: 'ocaml', heads: ['caml', '_caml'] },
  { pattern: /^_?ghczm(?:prim|internal)_GHC/, language: 'haskell', heads: ['ghczm', '_ghczm'] },
  { pattern: /^_{1,2}kDart(?:Vm|Isolate)?Snapshot/, language: 'dart', heads: ['_kDart', '__kDart'] },
  { pattern: /^_?IsolateEnterStub__/, language: 'java', heads: ['IsolateEnterStub__', '_IsolateEnterStub__'] },
  { pattern: /^_{2,3}gnat_[a-z]/, language: 'ada', heads: ['__gnat_', '___gnat_'] },
  { pattern: /^_{1,2}gfortran_[a-z]/, language: 'fortran', heads: ['_gfortran_', '__gfortran_'] },
  // Start code of Visual C++ imports `?terminate@@YAXXZ` into programs in C too (cmd.exe).
  { pattern: /^\?{1,2}(?!terminate@@)[\w$?]+@/, language: 'c++', heads: ['??', ...letters('?')] },
];

function letters(before: string): readonly string[] {
  return Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$', (letter) => before + letter);
}
