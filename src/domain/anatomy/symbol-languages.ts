import type { Language } from '#domain/document/language';

/** Names that one language's compiler or runtime alone gives; Mach-O puts an underscore before each. */
const WHOLE: Readonly<Partial<Record<Language, readonly string[]>>> = {
  // The last two are of GCC before 3.0, whose names are not mangled as Itanium's are.
  'c++': [
    ...['__gxx_personality_v0', '__gxx_personality_sj0', '__cxa_throw', '__CxxFrameHandler3', '__CxxFrameHandler4'],
    ...['__cplus_type_matcher', '__vt_9type_info'],
  ],
  rust: ['rust_eh_personality'],
  go: ['runtime.main', 'runtime.gopanic'],
  nim: ['NimMain'],
  d: ['_D6object', '_d_run_main'],
  haskell: ['hs_main', 'stg_ap_v_info', 'rts_evalLazyIO'],
  ocaml: ['caml_main', 'caml_startup', 'caml_start_program', 'caml_c_call', 'caml_alloc_small_dispatch'],
  java: ['graal_create_isolate', 'graal_attach_thread'],
  '.net': ['DotNetRuntimeDebugHeader'],
  fortran: ['_gfortran_set_args', '_gfortran_st_write'],
};

/** Whole names, each as ELF and as Mach-O has it. */
export const WHOLE_NAMES: ReadonlyMap<string, Language> = new Map([
  ...Object.entries(WHOLE).flatMap(([language, names]) =>
    names.flatMap((name) => [[name, language as Language] as const, [`_${name}`, language as Language] as const]),
  ),
  // A selector's call; plain `objc_msgSend` is what GNUstep has.
  ['_objc_msgSend', 'objective-c'],
]);

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
