import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type {
  Architecture,
  Bits,
  Endianness,
  ExecutableFormat,
  ExecutableKind,
} from '#domain/shared/executable-header';

/** Real programs for many systems, kept beside the repository; tests that need them are skipped where they are not. */
export const SAMPLES_DIRECTORY = resolve(__dirname, '../../../shared/samples');
/** Small files of kinds that tools get wrong, kept there too. */
export const CASES_DIRECTORY = resolve(__dirname, '../../../shared/cases');

export function samplePath(name: string): string {
  return join(SAMPLES_DIRECTORY, name);
}

export function samplesPresent(): boolean {
  return existsSync(SAMPLES_DIRECTORY);
}

type Row = readonly [string, ExecutableFormat, Architecture, Bits, Endianness, ExecutableKind];

/** What `file` and `readelf` say about each sample. */
export const SAMPLES: readonly Row[] = [
  ['MachO-OSX-ppc-and-i386-bash', 'macho', 'x86', 32, 'little', 'executable'],
  ['MachO-OSX-ppc-openssl-1.0.1h', 'macho', 'powerpc', 32, 'big', 'executable'],
  ['MachO-OSX-x64-ls', 'macho', 'x86_64', 64, 'little', 'executable'],
  ['MachO-OSX-x86-ls', 'macho', 'x86', 32, 'little', 'executable'],
  ['MachO-iOS-arm1176JZFS-bash', 'macho', 'arm', 32, 'little', 'executable'],
  ['MachO-iOS-armv7-armv7s-arm64-Helloworld', 'macho', 'arm64', 64, 'little', 'executable'],
  ['MachO-iOS-armv7s-Helloworld', 'macho', 'arm', 32, 'little', 'executable'],
  ['elf-FreeBSD-x86_64-echo', 'elf', 'x86_64', 64, 'little', 'executable'],
  ['elf-HPUX-ia64-bash', 'elf', 'ia64', 32, 'big', 'executable'],
  ['elf-Haiku-GCC2-ls', 'elf', 'x86', 32, 'little', 'executable'],
  ['elf-Haiku-GCC7-WebPositive', 'elf', 'x86', 32, 'little', 'shared_library'],
  ['elf-Linux-ARM64-bash', 'elf', 'arm64', 64, 'little', 'executable'],
  ['elf-Linux-ARMv7-ls', 'elf', 'arm', 32, 'little', 'executable'],
  ['elf-Linux-Alpha-bash', 'elf', 'alpha', 64, 'little', 'executable'],
  ['elf-Linux-Mips4-bash', 'elf', 'mips', 32, 'big', 'executable'],
  ['elf-Linux-PowerPC-bash', 'elf', 'powerpc', 32, 'big', 'executable'],
  ['elf-Linux-SparcV8-bash', 'elf', 'sparc', 32, 'big', 'executable'],
  ['elf-Linux-SuperH4-bash', 'elf', 'superh', 32, 'little', 'executable'],
  ['elf-Linux-hppa-bash', 'elf', 'hppa', 32, 'big', 'executable'],
  ['elf-Linux-ia64-bash', 'elf', 'ia64', 64, 'little', 'executable'],
  ['elf-Linux-lib-x64.so', 'elf', 'x86_64', 64, 'little', 'shared_library'],
  ['elf-Linux-lib-x86.so', 'elf', 'x86', 32, 'little', 'shared_library'],
  ['elf-Linux-s390-bash', 'elf', 's390x', 64, 'big', 'executable'],
  ['elf-Linux-x64-bash', 'elf', 'x86_64', 64, 'little', 'executable'],
  ['elf-Linux-x86-bash', 'elf', 'x86', 32, 'little', 'executable'],
  ['elf-NetBSD-x86_64-echo', 'elf', 'x86_64', 64, 'little', 'executable'],
  ['elf-OpenBSD-x86_64-sh', 'elf', 'x86_64', 64, 'little', 'shared_library'],
  ['elf-solaris-sparc-ls', 'elf', 'sparc', 32, 'big', 'executable'],
  ['elf-solaris-x86-ls', 'elf', 'x86', 32, 'little', 'executable'],
  ['libSystem.B.dylib', 'macho', 'x86_64', 64, 'little', 'shared_library'],
  ['pe-Windows-ARMv7-Thumb2LE-HelloWorld', 'pe', 'arm', 32, 'little', 'executable'],
  ['pe-Windows-x64-cmd', 'pe', 'x86_64', 64, 'little', 'executable'],
  ['pe-Windows-x86-cmd', 'pe', 'x86', 32, 'little', 'executable'],
  ['pe-cygwin-ls.exe', 'pe', 'x86', 32, 'little', 'executable'],
  ['pe-mingw32-strip.exe', 'pe', 'x86', 32, 'little', 'executable'],
];
