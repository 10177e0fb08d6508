// What runs are expected to take (src/domain/jobs/run-kind.ts) against what they take.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import figures from './report/figures.cjs';
import { WatchedService } from './support/service.mjs';

const { median } = figures;
const require = createRequire(import.meta.url);
require('reflect-metadata');
const dist = (path) => require(`../../dist/${path}.js`);
const { FileSource } = dist('infrastructure/filesystem/file-source');
const { readExecutableHeader } = dist('domain/executables/read-executable-header');
const { expectedRunMs, paceOf, runKindOf } = dist('domain/jobs/run-kind');

const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const USUAL = [
  ...['MachO-OSX-ppc-and-i386-bash', 'MachO-OSX-ppc-openssl-1.0.1h', 'MachO-OSX-x64-ls', 'MachO-OSX-x86-ls'],
  ...['MachO-iOS-arm1176JZFS-bash', 'MachO-iOS-armv7-armv7s-arm64-Helloworld', 'MachO-iOS-armv7s-Helloworld'],
  ...['elf-FreeBSD-x86_64-echo', 'elf-HPUX-ia64-bash', 'elf-Haiku-GCC2-ls', 'elf-Haiku-GCC7-WebPositive'],
  ...['elf-Linux-ARM64-bash', 'elf-Linux-ARMv7-ls', 'elf-Linux-Alpha-bash', 'elf-Linux-Mips4-bash'],
  ...['elf-Linux-PowerPC-bash', 'elf-Linux-SparcV8-bash', 'elf-Linux-SuperH4-bash', 'elf-Linux-hppa-bash'],
  ...['elf-Linux-ia64-bash', 'elf-Linux-lib-x64.so', 'elf-Linux-lib-x86.so', 'elf-Linux-s390-bash'],
  ...['elf-Linux-x64-bash', 'elf-Linux-x86-bash', 'elf-NetBSD-x86_64-echo', 'elf-OpenBSD-x86_64-sh'],
  ...['elf-solaris-sparc-ls', 'elf-solaris-x86-ls', 'libSystem.B.dylib', 'pe-Windows-ARMv7-Thumb2LE-HelloWorld'],
  ...['pe-Windows-x64-cmd', 'pe-Windows-x86-cmd', 'pe-cygwin-ls.exe', 'pe-mingw32-strip.exe'],
].map((name) => SAMPLES + name);
const DEPTHS = ['quick', 'standard', 'comprehensive'];
const WARM_UP_ROUNDS = 2;
/** An estimate is right within this factor. */
const FACTOR = 2;
/** Per cent. */
const LEAST_SHARE = 80;

/** Per sample and depth: what the worker took, one run at a time, and what is expected at the pace that a service has measured of all of them. */
export async function compareEstimates({ rounds, samples = USUAL.filter((path) => existsSync(path)) }) {
  const service = await WatchedService.start();
  try {
    const measured = [];
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await service.analyse(samples[0]);
    for (const depth of DEPTHS) {
      for (const path of samples) {
        const kind = runKindOf(depth, statSync(path).size, await headerOf(path));
        const times = [];
        for (let round = 0; round < rounds; round += 1) {
          const { result } = await service.analyse(path, { analysis_depth: depth, timeout_seconds: '600' });
          times.push(result.metadata.duration_ms);
        }
        measured.push({ path, kind, taken: median(times) });
      }
    }
    const pace = measured.reduce((sum, { kind, taken }) => sum + paceOf(kind, taken), 0) / measured.length;
    console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, pace ${pace.toFixed(2)}\n`);
    const shares = DEPTHS.map((depth) => {
      const some = measured.filter(({ kind }) => kind.depth === depth);
      return {
        name: `${depth}, estimates within a factor of ${FACTOR}`,
        against: `${some.length} samples`,
        unit: '%',
        values: [(100 * report(depth, some, pace)) / some.length],
        target: { least: LEAST_SHARE },
      };
    });
    return { figures: shares };
  } finally {
    await service.stop();
  }
}

function report(depth, measured, pace) {
  console.log(row(depth, 'KB', 'taken ms', 'expected', 'ratio'));
  let right = 0;
  for (const { path, kind, taken } of measured) {
    const expected = expectedRunMs(kind, { pace, ofKind: () => undefined });
    const ratio = taken / expected;
    const isRight = ratio <= FACTOR && ratio >= 1 / FACTOR;
    if (isRight) right += 1;
    const cells = [(kind.size / 1024).toFixed(0), taken.toFixed(0), expected.toFixed(0), ratio.toFixed(2)];
    console.log(row(`${basename(path)}${isRight ? '' : ' !'}`, ...cells));
  }
  return right;
}

function headerOf(path) {
  return FileSource.using(path, async (source) => {
    const { header } = readExecutableHeader(await source.read(0, 65_536), source.size);
    return header;
  });
}

function row(name, ...cells) {
  return [name.padEnd(42), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}
