import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { AnalysisEngine, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AppConfig } from '#config/app-config';
import type { Address } from '#domain/shared/address';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';
import { aSha256 } from '#test/builders/job';
import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { HOST_PATH } from '#test/support/host-path';
import { HeaderAnalysisEngine } from './header-analysis-engine';

/** A spread of the system's own programs and libraries, small ones. */
const SYSTEM = [
  ...some('/usr/bin', /./, 12),
  ...some('/usr/sbin', /./, 3),
  ...some('/usr/lib/x86_64-linux-gnu', /\.so/, 8),
  ...some('/usr/lib/x86_64-linux-gnu', /\.o$/, 3),
];

function some(directory: string, pattern: RegExp, count: number): readonly string[] {
  const names = (() => {
    try {
      return readdirSync(directory).sort();
    } catch {
      return [];
    }
  })();
  const paths = names.filter((name) => pattern.test(name)).map((name) => join(directory, name));
  const files = paths.filter(isSmallElf);
  return files.filter((_, index) => index % Math.max(1, Math.floor(files.length / count)) === 0).slice(0, count);
}

function isSmallElf(path: string): boolean {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size < 1000 || size > 3_000_000) return false;
  try {
    const file = openSync(path, 'r');
    const magic = Buffer.alloc(4);
    readSync(file, magic, 0, 4, 0);
    closeSync(file);
    return magic.toString('latin1') === '\x7fELF';
  } catch {
    return false;
  }
}

async function taskOf(path: string): Promise<EngineTask> {
  return withFile(path, async (source) => {
    const header = await headerOf(source);
    return {
      samplePath: path,
      sha256: aSha256(),
      size: source.size,
      header,
      depth: 'quick',
      focusAreas: [],
      timeoutMs: 600_000,
    };
  });
}

async function analyse(engine: AnalysisEngine, path: string): Promise<EngineReport> {
  return engine.analyse(await taskOf(path), () => undefined, new AbortController().signal);
}

/** What of `expected` is not in `actual`. */
function missing(expected: readonly string[], actual: readonly string[]): readonly string[] {
  const there = new Set(actual);
  return [...new Set(expected)].filter((each) => !there.has(each));
}

const config = new AppConfig();
const host = new HostEnvironment(HOST_PATH);
const radare2 = new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));
const headers = new HeaderAnalysisEngine();

/** radare2 knows the names of sections by its own rules where a PE file keeps them elsewhere, or has none. */
const sectionsOf = (report: EngineReport): readonly string[] =>
  report.sections
    .filter(({ name }) => !name.startsWith('noname'))
    .map((each) => [each.name, each.address, each.offset, each.size, each.virtual_size, each.permissions].join(' '));
const measuresOf = (report: EngineReport): readonly string[] =>
  report.sections.map((each) => [each.address, each.offset, each.md5 ?? '', each.entropy ?? ''].join(' '));
/** It leaves out what marks the classes of Objective-C. */
const importsOf = ({ imports }: EngineReport): readonly string[] =>
  imports.map(({ name }) => name.replace(/^OBJC_(?:META)?CLASS_\$_/, ''));
const exportsOf = ({ exports }: EngineReport): readonly string[] => exports.map(({ name }) => name);
/** Readable ones that are no piece of such a long one as radare2 cuts up. */
function textsOf({ strings }: EngineReport, long: (offset: Address) => boolean = () => false): readonly string[] {
  return strings
    .filter(({ length, encoding, offset }) => encoding === 'ascii' && length >= 6 && !long(offset))
    .map(({ content }) => content.trimEnd());
}

function longTexts({ strings }: EngineReport): (offset: Address) => boolean {
  const long = strings.filter(({ length }) => length > 2000);
  return (offset) =>
    long.some((each) => Number(offset) >= Number(each.offset) && Number(offset) < Number(each.offset) + each.length);
}

/** Constants and variables among the code, which it takes for functions. */
const NOT_CODE: Readonly<Record<string, number>> = {
  'MachO-OSX-ppc-openssl-1.0.1h': 25,
  'MachO-iOS-arm1176JZFS-bash': 17,
  'libSystem.B.dylib': 2,
};

/** What radare2 takes from the symbols for debuggers, or from those that MIPS keeps for its linker; no other file can link to it. */
const NOT_EXPORTED: Readonly<Record<string, number>> = {
  'elf-Linux-Mips4-bash': 8,
  'elf-NetBSD-x86_64-echo': 6,
  'elf-solaris-x86-ls': 160,
};

describe('the fallback, beside radare2', () => {
  const paths = [...(samplesPresent() ? SAMPLES.map(([name]) => samplePath(name)) : []), ...SYSTEM];

  it.each(paths)('reads the same of %s', async (path) => {
    const [theirs, ours] = [await analyse(radare2, path), await analyse(headers, path)];
    const { format } = ours.file;
    const name = path.split('/').at(-1) ?? '';

    expect(missing(sectionsOf(theirs), sectionsOf(ours))).toEqual([]);
    expect(missing(measuresOf(theirs), measuresOf(ours))).toEqual([]);
    expect([...missing(importsOf(theirs), importsOf(ours)), ...missing(importsOf(ours), importsOf(theirs))]).toEqual(
      [],
    );
    expect(missing(exportsOf(theirs), exportsOf(ours)).length).toBeLessThanOrEqual(NOT_EXPORTED[name] ?? 0);
    // It knows no libraries that are passed on to whoever links this one.
    expect(missing(theirs.libraries, ours.libraries)).toEqual([]);
    if (theirs.libraries.length > 0) expect(missing(ours.libraries, theirs.libraries)).toEqual([]);
    // Where the header names none, it takes the first byte of code for the entry of a library.
    if (ours.file.entry_point !== undefined) expect(ours.file.entry_point).toBe(theirs.file.entry_point);
    // It says of every PE file that it has a stack cookie; ours looks.
    const { canary, ...others } = theirs.hardening;
    expect(ours.hardening).toMatchObject(format === 'pe' ? others : theirs.hardening);
    expect(typeof ours.hardening.canary).toBe(typeof canary);

    const found = textsOf(theirs, longTexts(ours));
    expect(missing(found, textsOf(ours)).length).toBeLessThanOrEqual(Math.max(3, found.length * 0.03));
    const functions = theirs.functions.filter(({ type }) => type === 'function').map(({ address }) => address);
    const known = ours.functions.map(({ address }) => address);
    expect(missing(functions, known).length).toBeLessThanOrEqual(NOT_CODE[name] ?? 0);
  });

  const stubs = [
    'elf-Linux-x64-bash',
    'elf-Linux-x86-bash',
    'elf-Linux-ARM64-bash',
    'MachO-OSX-x64-ls',
    'pe-Windows-x64-cmd',
  ];
  (samplesPresent() ? it : it.skip).each(stubs)('knows where %s keeps its imports', async (name) => {
    const [theirs, ours] = [await analyse(radare2, samplePath(name)), await analyse(headers, samplePath(name))];
    const placed = ({ imports }: EngineReport): readonly string[] =>
      imports.flatMap(({ name: imported, address }) =>
        address === undefined || isSlotOnly(theirs, address) ? [] : [`${imported} ${address}`],
      );
    expect(placed(ours).length).toBeGreaterThan(50);
    expect(missing(placed(theirs), placed(ours))).toEqual([]);
  });
});

/** A pointer that the loader fills, in data: without code to find it by, our own readers place only stubs. */
function isSlotOnly({ segments }: EngineReport, address: string): boolean {
  const at = BigInt(address);
  const isWithin = (start: string, size: number): boolean => at >= BigInt(start) && at < BigInt(start) + BigInt(size);
  return segments.some((each) => isWithin(each.address, each.virtual_size) && !each.permissions.includes('x'));
}

it('a program of about 100 MB is read whole, its list of strings cut', async () => {
  const report = await analyse(headers, process.execPath);
  expect(report.strings).toHaveLength(50_000);
  expect(report.truncated).toContainEqual(expect.objectContaining({ section: 'strings', kept: 50_000 }));
});
