import type { ExecutableFormat } from '#domain/shared/executable-header';

/** Byte sequences that only certain tools leave behind, as text of characters 0-255. */
const MARKERS = {
  go_build_info: '\xff Go buildinf:',
  rustc_path: '/rustc/',
  // What distributions unpack the compiler's sources to.
  rustc_source_path: '/rustc-1.',
  rust_library: 'library/std/src/',
  nim: 'fatal.nim',
  ghc: 'ghc-prim:GHC.',
  // An exception of the standard library, which every program of ocamlopt has.
  ocaml: 'Stdlib.Exit\0',
  zig: 'aborting due to recursive panic',
  go_version: 'go1.',
  // How a pclntab begins: the magic number since Go 1.20, two zeros, the smallest step of code.
  go_table: '\xf1\xff\xff\xff\0\0\x01',
  go_table_arm: '\xf1\xff\xff\xff\0\0\x04',
  // The descriptor of a type that operator new of Visual C++ brings along.
  cxx_rtti: '.?AVbad_alloc@std@@',
  // The name of a type that the runtime of C++ has inside wherever it is linked statically (Itanium C++ ABI, 2.9.5).
  cxx_type_info: 'N10__cxxabiv1',
  // How the module of NativeAOT begins (`ReadyToRunHeader`), also where its sections were merged with others.
  native_aot_header: 'RTR\0',
  stack_message: 'stack smashing detected',
  pyinstaller: 'MEI\x0c\x0b\x0a\x0b\x0e',
  upx: 'UPX!',
  upx_info: '$Id: UPX ',
  nsis: '\xef\xbe\xad\xdeNullsoftInst',
  inno: 'Inno Setup Setup Data (',
  autoit: 'AU3!EA0',
  gcc: 'GCC: (',
  mingw64: 'Mingw-w64 runtime failure:',
  mingw: 'Mingw runtime failure:',
  free_pascal: 'FPC 3.',
  // What Microsoft's C library has for a stack cookie before the program starts, and its complement.
  stack_cookie_32: '\x4e\xe6\x40\xbb\xb1\x19\xbf\x44',
  stack_cookie_64: '\x32\xa2\xdf\x2d\x99\x2b\0\0\xcd\x5d\x20\xd2\x66\xd4\xff\xff',
} as const;

/** Of one file only: what to look for is in the file itself (`packer-clue.ts`). */
type ClueMarker = 'payload_key' | 'payload_vector' | 'payload_record' | 'ward';
/** Looked for when it is known by which tool a program was made (`version-texts.ts`). */
export type VersionMarker =
  'ocaml_sys' | 'ghc_rts' | 'ghc_info' | 'dart_version' | 'dart_snapshot' | 'native_aot' | 'zig_producer';

export type Marker = keyof typeof MARKERS | ClueMarker | VersionMarker;

type Fixed = keyof typeof MARKERS;

const EVERYWHERE: readonly Fixed[] = [
  'go_build_info',
  'rustc_path',
  'rustc_source_path',
  'rust_library',
  'nim',
  'ghc',
  'ocaml',
  'zig',
  'go_version',
  'free_pascal',
  'pyinstaller',
  'upx',
  'upx_info',
];
const BY_FORMAT: Readonly<Record<ExecutableFormat, readonly Fixed[]>> = {
  elf: ['stack_message', 'cxx_type_info'],
  pe: [
    'nsis',
    'inno',
    'autoit',
    'gcc',
    'mingw64',
    'mingw',
    'cxx_rtti',
    'native_aot_header',
    'go_table',
    'go_table_arm',
    'stack_cookie_32',
    'stack_cookie_64',
  ],
  macho: [],
};

/** Of markers that stand in many places, which one is meant. */
const MEANT: Partial<Readonly<Record<Fixed, RegExp>>> = {
  // Not the name of a source file, as `fips140only_go1.26.go` is.
  go_version: /^go1\.\d{1,2}\.\d/,
  // Its version, flags, and sections that are numbered from 200 on: of code beside IL they are from 100 on.
  native_aot_header: /^RTR\0[^\0]\0[^]\0[^]{4}[^]\0[^]{2}[\xc8-\xff]\0\0\0/,
  rustc_path: /^\/rustc\/[0-9a-f]{40}[/\\]/,
  rustc_source_path: /^\/rustc-1\.\d{1,3}\.\d{1,2}[\w.-]{0,24}[/\\](?:library|vendor|src)[/\\]/,
};

export interface SoughtMarker {
  readonly marker: Marker;
  readonly needle: Buffer;
  /** Whether it is the one, by the text from there on; unless there, the first is. */
  readonly meant?: Pick<RegExp, 'test'>;
}

/** Texts that tell the language of what has no names any more; of others, the names of the runtime do. */
const OF_NAMELESS: ReadonlySet<Marker> = new Set(['nim', 'ghc', 'ocaml', 'free_pascal', 'cxx_type_info']);

/**
 * What to look for in a file of this format; each takes a pass over all bytes.
 * @param isNamed the program's own names, of which there are many, show its language
 */
export function markersOf(format: ExecutableFormat, isNamed = false): readonly SoughtMarker[] {
  const sought = [...EVERYWHERE, ...BY_FORMAT[format]].filter((marker) => !isNamed || !OF_NAMELESS.has(marker));
  return sought.map((marker) => {
    const meant = MEANT[marker];
    return { marker, needle: Buffer.from(MARKERS[marker], 'latin1'), ...(meant !== undefined && { meant }) };
  });
}

/** The first place of a marker, and the bytes from 128 before it to 240 after it. */
export interface MarkerHit {
  readonly offset: number;
  /** As characters 0-255. */
  readonly before: string;
  readonly after: string;
}

export type MarkerHits = ReadonlyMap<Marker, MarkerHit>;
