import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { Hardening } from '#domain/document/hardening';
import { anatomyOfSource } from '../builders/anatomy';
import { headerOf, withFile } from '../builders/file-source';
import { samplePath, SAMPLES, SAMPLES_DIRECTORY, samplesPresent } from '../builders/samples';

if (!samplesPresent()) console.warn(`No samples at ${SAMPLES_DIRECTORY}: their tests are skipped.`);
const withSamples = samplesPresent() ? describe : describe.skip;

const anatomyOf = (name: string): Promise<FileAnatomy> =>
  withFile(samplePath(name), async (source) => anatomyOfSource(source, await headerOf(source)));

/** Import and Rich hash as pefile computes them. */
const HASHES: Readonly<Record<string, readonly [string, string | undefined]>> = {
  'pe-Windows-ARMv7-Thumb2LE-HelloWorld': ['c81b5f948770e21146a1daf98c857101', '91512fa59b746ac62825d30e1cc708b3'],
  'pe-Windows-x64-cmd': ['d0058544e4588b1b2290b7f4d830eb0a', '8836957ecd6ee3ec693ac1cb8b908ce5'],
  'pe-Windows-x86-cmd': ['23dcebdb56a7a55654661e760d1f2584', '73b15d06acbefe5a22309b7a022f5284'],
  'pe-cygwin-ls.exe': ['8ef89adb88f21f30ecf17013cd62e5d6', undefined],
  'pe-mingw32-strip.exe': ['0fc72a1ec160b081444f1c1f0eba39a8', undefined],
};

/** What `readelf -n -d -l` says. */
const BUILD_IDS: Readonly<Record<string, string>> = {
  'elf-Linux-ARM64-bash': '4f2bcfa8442c753eb9f4a75c0aab4a48056ddd72',
  'elf-Linux-ARMv7-ls': '02547a308094c28e25f1a4adc744a9917194db0a',
  'elf-Linux-PowerPC-bash': '5befb555477f7841b1f71bf9a33fe3d7cf651661',
  'elf-Linux-SparcV8-bash': 'dd5aab02bdf7b8c649fb24bc0bd5544a79c7aec0',
  'elf-Linux-x64-bash': '3fbc74b2edb4842f494d8dd682ea61c60816eaf1',
  'elf-Linux-x86-bash': '3c00a827688a8d347e6c8d399cab5869a2bc16db',
};

const FLAGS = [
  'nx',
  'pie',
  'canary',
  'fortify',
  'relro',
  'aslr',
  'dep',
  'safe_seh',
] as const satisfies readonly (keyof Hardening)[];

/** What `readelf -lds`, `llvm-readobj --file-headers --coff-load-config` and the symbols of Mach-O files say. */
const HARDENING: Readonly<Record<string, readonly unknown[]>> = {
  'MachO-OSX-ppc-and-i386-bash': [true, false, false, false, undefined, undefined, undefined, undefined],
  'MachO-OSX-ppc-openssl-1.0.1h': [true, false, false, false, undefined, undefined, undefined, undefined],
  'MachO-OSX-x64-ls': [true, true, true, true, undefined, undefined, undefined, undefined],
  'MachO-OSX-x86-ls': [true, true, true, true, undefined, undefined, undefined, undefined],
  'MachO-iOS-arm1176JZFS-bash': [true, false, false, false, undefined, undefined, undefined, undefined],
  'MachO-iOS-armv7-armv7s-arm64-Helloworld': [true, true, true, false, undefined, undefined, undefined, undefined],
  'MachO-iOS-armv7s-Helloworld': [true, true, false, false, undefined, undefined, undefined, undefined],
  'elf-FreeBSD-x86_64-echo': [true, false, true, false, 'none', undefined, undefined, undefined],
  'elf-HPUX-ia64-bash': [undefined, false, false, false, 'none', undefined, undefined, undefined],
  'elf-Haiku-GCC2-ls': [undefined, true, false, false, 'none', undefined, undefined, undefined],
  'elf-Haiku-GCC7-WebPositive': [undefined, undefined, false, false, 'none', undefined, undefined, undefined],
  'elf-Linux-ARM64-bash': [false, false, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-ARMv7-ls': [true, false, true, true, 'none', undefined, undefined, undefined],
  'elf-Linux-Alpha-bash': [true, false, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-Mips4-bash': [false, false, false, false, 'none', undefined, undefined, undefined],
  'elf-Linux-PowerPC-bash': [true, false, true, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-SparcV8-bash': [true, false, true, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-SuperH4-bash': [true, false, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-hppa-bash': [false, false, false, false, 'none', undefined, undefined, undefined],
  'elf-Linux-ia64-bash': [true, false, false, true, 'none', undefined, undefined, undefined],
  'elf-Linux-lib-x64.so': [true, undefined, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-lib-x86.so': [true, undefined, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-s390-bash': [true, false, false, true, 'partial', undefined, undefined, undefined],
  'elf-Linux-x64-bash': [true, false, false, false, 'none', undefined, undefined, undefined],
  'elf-Linux-x86-bash': [true, false, false, false, 'none', undefined, undefined, undefined],
  'elf-NetBSD-x86_64-echo': [undefined, true, false, false, 'partial', undefined, undefined, undefined],
  'elf-OpenBSD-x86_64-sh': [undefined, true, undefined, undefined, 'partial', undefined, undefined, undefined],
  'elf-solaris-sparc-ls': [undefined, false, false, false, 'none', undefined, undefined, undefined],
  'elf-solaris-x86-ls': [undefined, false, false, false, 'none', undefined, undefined, undefined],
  'libSystem.B.dylib': [true, undefined, false, false, undefined, undefined, undefined, undefined],
  'pe-Windows-ARMv7-Thumb2LE-HelloWorld': [undefined, undefined, true, undefined, undefined, true, true, undefined],
  'pe-Windows-x64-cmd': [undefined, undefined, true, undefined, undefined, true, true, undefined],
  'pe-Windows-x86-cmd': [undefined, undefined, true, undefined, undefined, false, true, true],
  'pe-cygwin-ls.exe': [undefined, undefined, false, undefined, undefined, false, false, false],
  'pe-mingw32-strip.exe': [undefined, undefined, false, undefined, undefined, false, false, false],
};

const MADE_BY: Readonly<Record<string, readonly [language: string | undefined, compiler: string | undefined]>> = {
  'MachO-iOS-armv7-armv7s-arm64-Helloworld': ['objective-c', undefined],
  'MachO-iOS-armv7s-Helloworld': ['objective-c', undefined],
  'elf-FreeBSD-x86_64-echo': ['c', 'clang 6.0.0'],
  'elf-Haiku-GCC2-ls': ['c', 'gcc 2.95.3'],
  'elf-Haiku-GCC7-WebPositive': ['c++', 'gcc 7.3.0'],
  'elf-Linux-ARMv7-ls': ['c', 'gcc 4.7.2'],
  'elf-Linux-Mips4-bash': ['c', 'gcc 4.1.1'],
  'elf-NetBSD-x86_64-echo': ['c', 'gcc 5.5.0'],
  'elf-solaris-sparc-ls': ['c', 'gcc 3.4.3'],
  'elf-solaris-x86-ls': ['c', 'gcc 4.3.2'],
  'pe-Windows-ARMv7-Thumb2LE-HelloWorld': [undefined, 'msvc Visual Studio 2012'],
  'pe-Windows-x64-cmd': [undefined, 'msvc Visual Studio 2008'],
  'pe-Windows-x86-cmd': [undefined, 'msvc Visual Studio 2008'],
  'pe-cygwin-ls.exe': ['c', 'gcc 5.4.0'],
  'pe-mingw32-strip.exe': ['c', 'gcc 6.3.0'],
};

withSamples('the anatomy of a sample', () => {
  it.each(Object.entries(HASHES))('%s has the hashes that others know it by', async (name, hashes) => {
    const { facts } = await anatomyOf(name);

    expect([facts.imphash, facts.rich_header_hash]).toEqual(hashes);
    expect(facts.rich_header?.checksum_valid).not.toBe(false);
  });

  it.each(Object.entries(BUILD_IDS))('%s has its build id', async (name, id) => {
    expect((await anatomyOf(name)).facts.build_id).toBe(id);
  });

  it.each(Object.entries(HARDENING))('%s has its protections', async (name, expected) => {
    const { hardening } = await anatomyOf(name);

    expect(FLAGS.map((flag) => hardening[flag])).toEqual(expected);
  });

  it.each(Object.entries(MADE_BY))('%s shows who made it', async (name, expected) => {
    const { language, compiler } = await anatomyOf(name);

    expect([language, compiler]).toEqual(expected);
  });

  it('is that of an honest program: no packer, nothing embedded', async () => {
    for (const [name] of SAMPLES) {
      const { facts } = await anatomyOf(name);
      expect([name, facts.packers, facts.embedded_executables]).toEqual([name, undefined, undefined]);
    }
  });

  it('names who signed a program for iOS', async () => {
    const { facts } = await anatomyOf('MachO-iOS-armv7-armv7s-arm64-Helloworld');

    expect(facts.signature).toMatchObject({
      identifier: 'com.alephvoid.dv-test08',
      team_id: 'Q75J9U4VW4',
      ad_hoc: false,
      serial_number: '7b55517094165196',
    });
    expect(facts.signature?.issuer).toMatch(/CN=Apple Worldwide Developer Relations Certification Authority$/);
  });

  it('has the version information and the debug path of Windows', async () => {
    const { facts, resources } = await anatomyOf('pe-Windows-x64-cmd');

    expect(facts.pdb_path).toBe('cmd.pdb');
    expect(facts.version_info).toMatchObject({
      CompanyName: 'Microsoft Corporation',
      FileVersion: '6.1.7601.17514 (win7sp1_rtm.101119-1850)',
      OriginalFilename: 'Cmd.Exe',
    });
    expect(resources).toHaveLength(14);
  });

  it('has the resources of Haiku as an overlay', async () => {
    expect((await anatomyOf('elf-Haiku-GCC7-WebPositive')).facts.overlay).toMatchObject({
      offset: '0xaf43c',
      size: 15_651,
      kind: 'haiku_resources',
    });
  });
});
