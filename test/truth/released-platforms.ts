import type { Claims } from './claims';

/** Words in the names of npm packages and what they say of the system. */
const SYSTEMS: readonly (readonly [word: RegExp, os: string])[] = [
  [/^(?:darwin|mac)/, 'macos'],
  [/^win(?:32)?(?:-|$)/, 'windows'],
  [/^linux/, 'linux'],
  [/^musl/, 'linux'],
  [/^android/, 'android'],
  [/^freebsd/, 'freebsd'],
  [/^netbsd/, 'netbsd'],
  [/^openbsd/, 'openbsd'],
  [/^openharmony/, 'openharmony'],
  [/^sunos/, 'solaris'],
];

const PROCESSORS: readonly (readonly [word: RegExp, architecture: string, bits: 32 | 64])[] = [
  [/\bx64\b/, 'x86_64', 64],
  [/\b(?:ia32|i686)\b/, 'x86', 32],
  [/\barm64\b/, 'arm64', 64],
  [/\barm\b/, 'arm', 32],
  [/\bloong64\b/, 'loongarch', 64],
  [/\bmips64el\b/, 'mips64', 64],
  [/\bppc64\b/, 'powerpc64', 64],
  [/\briscv64\b/, 'riscv64', 64],
  [/\bs390x\b/, 's390x', 64],
];

const PLATFORM_WORDS =
  /\b(?:darwin|mac|win(?:32)?|linux(?:musl)?|musl|android|freebsd|netbsd|openbsd|openharmony|sunos|x64|ia32|i686|arm64|arm|armhf|eabi|gnueabihf|gnu|msvc|exe|dll|dylib|so)\b/g;

/** The name of a package and a file of it, alike for all of its platforms. */
export function withoutPlatform(name: string): string {
  return name
    .replaceAll('_', '-')
    .replaceAll(PLATFORM_WORDS, '')
    .replaceAll(/[^a-z\d]+/gi, ' ')
    .trim();
}

/** What a platform such as `linux-arm64-musl` says of the program for it; `ppc64` is little-endian in npm. */
export function claimsOfPlatform(platform: string): Claims {
  const os = SYSTEMS.find(([word]) => word.test(platform))?.[1];
  const processor = PROCESSORS.find(([word]) => word.test(platform));
  if (os === undefined || processor === undefined) throw new Error(`Nothing is known of the platform ${platform}`);
  const [, architecture, bits] = processor;
  return {
    os: [os],
    architecture: [architecture],
    bits: [String(bits)],
    endianness: [architecture === 's390x' ? 'big' : 'little'],
  };
}
