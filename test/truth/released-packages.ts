/** A package as npm has it, and files of it with what they are written in and by what, where that can be known. */
export interface ReleasedPackage {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ReleasedFile[];
}

export interface ReleasedFile {
  readonly path: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
  readonly language: string;
  /** As the document has it. */
  readonly compiler?: string;
}

const RUST = 'rust';
const CXX = 'c++';

/** One package a platform, each with one file of one kind. */
function family(
  name: (platform: string) => string,
  version: string,
  platforms: readonly string[],
  files: (platform: string) => readonly Omit<ReleasedFile, 'platform'>[],
): readonly ReleasedPackage[] {
  return platforms.map((platform) => ({
    name: name(platform),
    version,
    files: files(platform).map((file) => ({ platform, ...file })),
  }));
}

const exe = (platform: string): string => (platform.startsWith('win') ? '.exe' : '');

/** Its packages for android-arm, android-x64 and openharmony-arm64 hold WebAssembly; aix-ppc64 is XCOFF, which is not read. */
const ESBUILD = family(
  (platform) => `@esbuild/${platform}`,
  '0.28.2',
  [
    ...['android-arm64', 'darwin-arm64', 'darwin-x64', 'freebsd-arm64', 'freebsd-x64', 'linux-arm', 'linux-arm64'],
    ...['linux-ia32', 'linux-loong64', 'linux-mips64el', 'linux-ppc64', 'linux-riscv64', 'linux-s390x', 'linux-x64'],
    ...['netbsd-arm64', 'netbsd-x64', 'openbsd-arm64', 'openbsd-x64', 'sunos-x64'],
    ...['win32-arm64', 'win32-ia32', 'win32-x64'],
  ],
  (platform) => [{ path: exe(platform) === '' ? 'bin/esbuild' : 'esbuild.exe', language: 'go', compiler: 'go 1.26.5' }],
);

const ROLLUP = family(
  (platform) => `@rollup/rollup-${platform}`,
  '4.68.8',
  [
    ...['android-arm-eabi', 'android-arm64', 'darwin-arm64', 'freebsd-x64', 'linux-arm-gnueabihf', 'linux-arm64-musl'],
    ...['linux-loong64-gnu', 'linux-ppc64-gnu', 'linux-riscv64-gnu', 'linux-s390x-gnu', 'linux-x64-gnu'],
    ...['linux-x64-musl', 'openbsd-x64', 'openharmony-arm64'],
    ...['win32-arm64-msvc', 'win32-ia32-msvc', 'win32-x64-gnu', 'win32-x64-msvc'],
  ],
  (platform) => [{ path: `rollup.${platform}.node`, language: RUST }],
);

const SWC = family(
  (platform) => `@swc/core-${platform}`,
  '1.16.22',
  [
    ...['darwin-arm64', 'linux-arm-gnueabihf', 'linux-s390x-gnu', 'linux-x64-gnu', 'linux-x64-musl'],
    ...['win32-arm64-msvc', 'win32-ia32-msvc'],
  ],
  (platform) => [{ path: `swc.${platform}.node`, language: RUST }],
);

const BIOME = family(
  (platform) => `@biomejs/cli-${platform}`,
  '2.6.8',
  ['android-x64', 'darwin-arm64', 'linux-arm64-musl', 'linux-x64', 'win32-x64'],
  (platform) => [{ path: `biome${exe(platform)}`, language: RUST }],
);

const LIGHTNINGCSS = family(
  (platform) => `lightningcss-${platform}`,
  '1.33.0',
  [
    ...['android-arm64', 'darwin-arm64', 'freebsd-x64', 'linux-arm64-musl', 'linux-x64-gnu'],
    ...['win32-arm64-msvc', 'win32-x64-msvc'],
  ],
  (platform) => [{ path: `lightningcss.${platform}.node`, language: RUST, compiler: 'rustc 1.92.0' }],
);

const LIBVIPS = [
  ...family(
    (platform) => `@img/sharp-libvips-${platform}`,
    '1.3.4',
    [
      ...['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ppc64', 'linux-riscv64', 'linux-s390x'],
      ...['linux-x64', 'linuxmusl-x64'],
    ],
    (platform) => [
      { path: `lib/libvips-cpp.${platform.startsWith('darwin') ? '8.18.7.dylib' : 'so.8.18.7'}`, language: CXX },
    ],
  ),
  ...family(
    (platform) => `@img/sharp-${platform}`,
    '0.35.5',
    ['win32-ia32', 'win32-x64'],
    (platform) => [
      { path: 'lib/libvips-cpp-8.18.7.dll', language: CXX },
      { path: `lib/sharp-${platform}-0.35.5.node`, language: CXX },
    ],
  ),
];

const SENTRY = family(
  (platform) => `@sentry/cli-${platform}`,
  '3.8.0',
  ['linux-arm', 'linux-i686', 'linux-x64', 'win32-arm64', 'win32-i686', 'win32-x64'],
  (platform) => [{ path: `bin/sentry-cli${exe(platform)}`, language: RUST }],
);

/** Dart's runtime is a program in C++; the program in Dart is a library beside it, an ELF file for Windows too. */
const SASS = family(
  (platform) => `sass-embedded-${platform}`,
  '1.105.0',
  ['darwin-arm64', 'linux-arm', 'linux-riscv64', 'linux-x64', 'win32-arm64', 'win32-x64'],
  (platform) => [
    { path: `dart-sass/src/dart${exe(platform)}`, language: CXX },
    { path: 'dart-sass/src/sass.snapshot', language: 'dart' },
  ],
);

/** Others are named as their platforms. */
const KOFFI_FOLDERS: Readonly<Record<string, string>> = {
  'linux-arm': 'linux_armhf',
  'linux-ppc64': 'linux_ppc64le',
  'linux-riscv64': 'linux_riscv64d',
};
const KOFFI = family(
  (platform) => `@koromix/koffi-${platform}`,
  '3.3.4',
  [
    ...['android-arm64', 'darwin-arm64', 'freebsd-arm64', 'freebsd-ia32', 'linux-arm', 'linux-ia32', 'linux-loong64'],
    ...['linux-ppc64', 'linux-riscv64', 'linux-x64', 'openbsd-arm64', 'openbsd-ia32', 'openbsd-x64'],
    ...['win32-arm64', 'win32-ia32', 'win32-x64'],
  ],
  (platform) => [{ path: `${KOFFI_FOLDERS[platform] ?? platform.replace('-', '_')}/koffi.node`, language: CXX }],
);

const RESCRIPT = (
  [
    ['12.3.1', ['linux-x64']],
    ['12.2.0', ['darwin-arm64', 'linux-arm64', 'win32-x64']],
  ] as const
).flatMap(([version, platforms]) =>
  family(
    (platform) => `@rescript/${platform}`,
    version,
    platforms,
    () => [
      { path: 'bin/bsc.exe', language: 'ocaml' },
      { path: 'bin/rescript-tools.exe', language: 'ocaml' },
      { path: 'bin/rescript.exe', language: RUST },
      { path: 'bin/ninja.exe', language: CXX },
    ],
  ),
);

const SEVEN_ZIP: ReleasedPackage = {
  name: '7zip-bin',
  version: '5.2.0',
  files: [
    ...['linux/arm', 'linux/arm64', 'linux/ia32', 'linux/x64', 'mac/arm64', 'mac/x64'].map((folder) => `${folder}/7za`),
    ...['win/arm64', 'win/ia32', 'win/x64'].map((folder) => `${folder}/7za.exe`),
  ].map((path) => ({ path, platform: path.split('/').slice(0, 2).join('-'), language: CXX })),
};

const NODE_PTY: ReleasedPackage = {
  name: 'node-pty',
  version: '1.1.0',
  files: [
    ...['darwin-arm64/pty.node', 'darwin-x64/pty.node'],
    ...['win32-arm64', 'win32-x64'].flatMap((platform) =>
      ['conpty.node', 'conpty/OpenConsole.exe', 'conpty/conpty.dll', 'winpty-agent.exe', 'winpty.dll'].map(
        (file) => `${platform}/${file}`,
      ),
    ),
  ].map((file) => ({ path: `prebuilds/${file}`, platform: file.split('/')[0] ?? '', language: CXX })),
};

/** FFmpeg is C; the libraries in it (x265, and others) are C++, and most of the names that are left. */
const FFMPEG: readonly ReleasedPackage[] = [
  ['darwin-arm64', '4.1.5'] as const,
  ['linux-arm', '4.1.3'] as const,
  ['linux-ia32', '4.1.0'] as const,
  ['linux-x64', '4.1.0'] as const,
  ['win32-ia32', '4.1.0'] as const,
  ['win32-x64', '4.1.0'] as const,
].map(([platform, version]) => ({
  name: `@ffmpeg-installer/${platform}`,
  version,
  files: [{ path: `ffmpeg${exe(platform)}`, platform, language: CXX }],
}));

/** Programs of today's tool chains, each pinned. */
export const RELEASED: readonly ReleasedPackage[] = [
  ...ESBUILD,
  ...ROLLUP,
  ...SWC,
  ...BIOME,
  ...LIGHTNINGCSS,
  ...LIBVIPS,
  ...SENTRY,
  ...SASS,
  ...KOFFI,
  ...RESCRIPT,
  SEVEN_ZIP,
  NODE_PTY,
  ...FFMPEG,
];
