import { existsSync } from 'node:fs';

import type { ElfSection } from '#domain/executables/elf/elf-image';
import { readElfImage } from '#domain/executables/elf/elf-image';
import { headerOf, withFile } from '#test/builders/file-source';
import { opened } from '#test/builders/opened-executable';
import { samplePath, SAMPLES, SAMPLES_DIRECTORY, samplesPresent } from '#test/builders/samples';
import type { FunctionStarts } from './function-starts';
import { readFunctionStarts } from './function-starts';
import type { StartTable } from './start-table';

const startsOf = (path: string): Promise<FunctionStarts> =>
  withFile(path, async (source) => readFunctionStarts(await opened(source)));

/** What `readelf --debug-dump=frames` (without the stubs), `objdump --dwarf=frames`, the entries of .pdata and `llvm-readobj` count. */
const COUNTS: Readonly<Record<string, readonly [StartTable, number]>> = {
  'MachO-OSX-x64-ls': ['function_starts', 37],
  'MachO-OSX-x86-ls': ['function_starts', 37],
  'MachO-iOS-armv7-armv7s-arm64-Helloworld': ['function_starts', 52],
  'MachO-iOS-armv7s-Helloworld': ['function_starts', 53],
  'elf-FreeBSD-x86_64-echo': ['eh_frame_hdr', 6],
  'elf-Haiku-GCC2-ls': ['eh_frame', 336],
  'elf-Haiku-GCC7-WebPositive': ['eh_frame', 1009],
  'elf-Linux-ARMv7-ls': ['exidx', 3],
  'elf-Linux-Alpha-bash': ['eh_frame_hdr', 1419],
  'elf-Linux-Mips4-bash': ['eh_frame_hdr', 4],
  'elf-Linux-PowerPC-bash': ['eh_frame_hdr', 6],
  'elf-Linux-SparcV8-bash': ['eh_frame_hdr', 4],
  'elf-Linux-SuperH4-bash': ['eh_frame_hdr', 4],
  'elf-Linux-hppa-bash': ['eh_frame_hdr', 4],
  'elf-Linux-lib-x64.so': ['eh_frame_hdr', 2734],
  'elf-Linux-lib-x86.so': ['eh_frame_hdr', 2576],
  'elf-Linux-s390-bash': ['eh_frame_hdr', 1397],
  'elf-Linux-x64-bash': ['eh_frame_hdr', 1897],
  'elf-Linux-x86-bash': ['eh_frame_hdr', 4],
  'elf-NetBSD-x86_64-echo': ['eh_frame_hdr', 2],
  'elf-OpenBSD-x86_64-sh': ['eh_frame_hdr', 943],
  'libSystem.B.dylib': ['function_starts', 29],
  'pe-Windows-ARMv7-Thumb2LE-HelloWorld': ['pdata', 18],
  'pe-Windows-x64-cmd': ['pdata', 357],
  'pe-cygwin-ls.exe': ['eh_frame', 271],
  'pe-mingw32-strip.exe': ['eh_frame', 1903],
};

function expected(name: string): readonly [readonly StartTable[], number] {
  const [table, count] = COUNTS[name] ?? [undefined, 0];
  return [table === undefined ? [] : [table], count];
}

if (!samplesPresent()) console.warn(`No samples at ${SAMPLES_DIRECTORY}: their tests are skipped.`);
const withSamples = samplesPresent() ? describe : describe.skip;

withSamples('the function starts of a sample', () => {
  it.each(SAMPLES.map(([name]) => name))('%s are all that its table names', async (name) => {
    const { tables, starts } = await startsOf(samplePath(name));
    expect([tables, starts.length]).toEqual(expected(name));
  });

  it('include the entry point of a Windows program, at its preferred base', async () => {
    const path = samplePath('pe-Windows-x64-cmd');
    const { entryPoint } = await withFile(path, headerOf);
    const { starts } = await startsOf(path);
    expect(starts[0]).toEqual({ address: '0x4ad01040', size: 107 });
    expect(starts.map(({ address }) => address)).toContain(entryPoint);
  });

  it('are even on ARM, where the table marks Thumb code by odd addresses', async () => {
    const { starts } = await startsOf(samplePath('MachO-iOS-armv7s-Helloworld'));
    expect(starts[0]).toEqual({ address: '0xaf00' });
    expect(starts.filter(({ address }) => BigInt(address) % 2n === 1n)).toEqual([]);
  });

  it('say why a table is of no use', async () => {
    expect(await startsOf(samplePath('elf-solaris-x86-ls'))).toMatchObject({
      tables: [],
      starts: [],
      fault: 'The CIE at offset 0 of .eh_frame is damaged or of an unknown form.',
    });
  });
});

const PROGRAMS = [
  ['/bin/ls', 200],
  ['/bin/bash', 2000],
  ['/usr/bin/python3.11', 10_000],
  [process.execPath, 10_000],
] as const;

describe('the function starts of a program of this system', () => {
  it.each(PROGRAMS.filter(([path]) => existsSync(path)))('%s are many, sized, in its code', async (path, least) => {
    const { tables, starts } = await startsOf(path);
    const { entryPoint } = await withFile(path, headerOf);
    const sections = (await withFile(path, readElfImage))?.sections ?? [];
    const code = sections.filter(({ name, flags }) => (flags & 4) !== 0 && !name.startsWith('.plt'));
    const outside = starts.filter(
      ({ address }) =>
        !code.some((section) => BigInt(address) - section.address >= 0n && BigInt(address) < endOf(section)),
    );
    expect(tables).toEqual(['eh_frame_hdr']);
    expect(starts.length).toBeGreaterThan(least);
    expect(starts.filter(({ size }) => size === undefined)).toEqual([]);
    expect(starts.some(({ address }) => address === entryPoint)).toBe(true);
    expect(outside.slice(0, 10)).toEqual([]);
  });
});

function endOf(section: ElfSection): bigint {
  return section.address + BigInt(section.size);
}
