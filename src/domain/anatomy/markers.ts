import type { ExecutableFormat } from '#domain/shared/executable-header';

/** Byte sequences that only certain tools leave behind, as text of characters 0-255. */
const MARKERS = {
  go_build_info: '\xff Go buildinf:',
  rustc_path: '/rustc/',
  rustc_debian_path: '/usr/src/rustc-',
  nim: 'fatal.nim',
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

export type Marker = keyof typeof MARKERS;

const EVERYWHERE: readonly Marker[] = [
  'go_build_info',
  'rustc_path',
  'rustc_debian_path',
  'nim',
  'pyinstaller',
  'upx',
  'upx_info',
];
const BY_FORMAT: Readonly<Record<ExecutableFormat, readonly Marker[]>> = {
  elf: ['stack_message', 'free_pascal'],
  pe: ['nsis', 'inno', 'autoit', 'gcc', 'mingw64', 'mingw', 'free_pascal', 'stack_cookie_32', 'stack_cookie_64'],
  macho: [],
};

/** What to look for in a file of this format. */
export function markersOf(format: ExecutableFormat): readonly (readonly [Marker, Buffer])[] {
  return [...EVERYWHERE, ...BY_FORMAT[format]].map((marker) => [marker, Buffer.from(MARKERS[marker], 'latin1')]);
}

/** The first place of a marker, and the bytes from 16 before it to 240 after it. */
export interface MarkerHit {
  readonly offset: number;
  /** As characters 0-255. */
  readonly before: string;
  readonly after: string;
}

export type MarkerHits = ReadonlyMap<Marker, MarkerHit>;
