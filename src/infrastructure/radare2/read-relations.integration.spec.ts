import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { AppConfig } from '#config/app-config';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FocusArea } from '#domain/document/focus-area';
import type { FunctionInfo } from '#domain/document/functions';
import { byAddress as inOrder } from '#domain/shared/by-address';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';
import { aSha256 } from '#test/builders/job';
import { samplePath, SAMPLES_DIRECTORY, samplesPresent } from '#test/builders/samples';
import { HOST_PATH } from '#test/support/host-path';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2AnalysisEngine } from './radare2-analysis-engine';
import { Radare2Launcher } from './radare2-launcher';

const PROGRAM = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
__attribute__((noinline)) int leaf(const char *word) { return (int)strlen(word) * 7; }
__attribute__((noinline)) int middle(int count) {
  puts("the middle says so");
  for (int i = 0; i < count; i++) if (leaf(getenv("WORD_OF_MIDDLE")) > 100) return i;
  return socket(AF_INET, SOCK_STREAM, 0);
}
int main(int argc, char **argv) {
  if (argc < 2) { puts("main wants a word"); return 1; }
  return leaf(argv[1]) + middle(argc);
}
`;

const hasCompiler = ((): boolean => {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!hasCompiler) console.warn('No gcc: the tests of relations in a program of known source are skipped.');
if (!samplesPresent()) console.warn(`No samples at ${SAMPLES_DIRECTORY}: their tests are skipped.`);
const withCompiler = hasCompiler ? describe : describe.skip;
const withSamples = samplesPresent() ? describe : describe.skip;

const config = new AppConfig();
const host = new HostEnvironment(HOST_PATH);
const engine = new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));

async function analyse(
  path: string,
  depth: AnalysisDepth = 'standard',
  focusAreas: readonly FocusArea[] = [],
): Promise<EngineReport> {
  const header = await withFile(path, headerOf);
  const task = {
    samplePath: path,
    sha256: aSha256(),
    size: statSync(path).size,
    header,
    depth,
    focusAreas,
    timeoutMs: 120_000,
  };
  return engine.analyse(task, () => undefined, new AbortController().signal);
}

function named({ functions }: EngineReport, name: string): FunctionInfo {
  const found = functions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No function ${name}: ${functions.map((each) => each.name).join(' ')}`);
  return found;
}

const names = (places: readonly { readonly name: string }[] = []): readonly string[] =>
  places.map(({ name }) => name).sort();

/** What holds for every report, whatever the file. */
function expectSoundRelations({ functions, imports, strings }: EngineReport): void {
  const known = new Set([...functions, ...imports].map(({ address }) => address));
  const byAddress = new Map(functions.map((each) => [each.address, each]));
  const importNames = new Set(imports.map(({ name }) => name));
  const contents = new Map(strings.map(({ address, content }) => [address, content]));
  const unknown = new Set<string>();
  for (const each of functions) {
    const { calls_to: to = [], calls_from: from = [], strings: uses = [], imports: reached = [], totals } = each;
    for (const callee of to) {
      if (!known.has(callee.address)) unknown.add(callee.address);
      const target = byAddress.get(callee.address);
      if (target === undefined || target.totals?.calls_from !== undefined) continue;
      if (!target.calls_from?.some(({ address }) => address === each.address)) unknown.add(`${callee.name} not back`);
    }
    for (const caller of from) {
      const source = byAddress.get(caller.address);
      const isMutual = source?.calls_to?.some(({ address }) => address === each.address) ?? false;
      if (!isMutual && source?.totals?.calls_to === undefined) unknown.add(`${caller.name} does not call ${each.name}`);
    }
    for (const use of uses) if (!contents.get(use.address)?.startsWith(use.content)) unknown.add(use.address);
    for (const name of reached) if (!importNames.has(name)) unknown.add(name);
    for (const { at = [], at_total: calls = at.length } of to) {
      expect(at.length).toBe(Math.min(8, calls));
      expect([...at].sort(inOrder)).toEqual(at);
    }
    for (const list of [to, from, uses, reached]) expect(list.length).toBeLessThanOrEqual(200);
    for (const total of Object.values(totals ?? {})) expect(total).toBeGreaterThan(200);
  }
  expect([...unknown]).toEqual([]);
  for (const { address, name, used_by: users = [], used_by_total: total = 0 } of imports) {
    const own = functions.filter(({ imports: reached = [] }) => reached.includes(name)).map((each) => each.address);
    if (address !== undefined) expect([users, total]).toEqual([own.slice(0, 200), own.length]);
  }
  for (const { address, context, used_by: users = [], used_by_total: total } of strings) {
    const own = functions.filter(({ strings: uses = [] }) => uses.some((use) => use.address === address));
    expect([users, total]).toEqual([own.slice(0, 200).map((each) => each.address), own.length]);
    expect(context?.address).toBe(users[0]);
  }
}

withCompiler.each([
  ['with stubs', ['-O1']],
  ['without stubs', ['-O1', '-fno-plt']],
  ['without optimisation', ['-O0']],
  ['at a fixed address', ['-O2', '-no-pie']],
])('relations in a program of known source, %s', (_, flags) => {
  let report: EngineReport;
  let directory: TemporaryDirectory;
  let path: string;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    path = join(directory.path, 'program');
    writeFileSync(join(directory.path, 'program.c'), PROGRAM);
    execFileSync('gcc', [...flags, '-fcf-protection=none', '-o', path, join(directory.path, 'program.c')]);
    report = await analyse(path);
  });

  afterAll(() => directory.remove());

  it('are sound', () => {
    expectSoundRelations(report);
    expect(report.stages.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  it('are the calls of the source', () => {
    expect(names(named(report, 'main').calls_to)).toEqual(['leaf', 'middle', 'puts']);
    expect(names(named(report, 'middle').calls_to)).toEqual(['getenv', 'leaf', 'puts', 'socket']);
    expect(names(named(report, 'leaf').calls_to)).toEqual(['strlen']);
    expect(names(named(report, 'leaf').calls_from)).toEqual(['main', 'middle']);
    for (const { at = [] } of named(report, 'main').calls_to ?? []) expect(at.length).toBeGreaterThan(0);
    expect(names(named(report, 'middle').calls_from)).toEqual(['main']);
  });

  it('are the imports that each function reaches', () => {
    expect(named(report, 'middle').imports).toEqual(['getenv', 'puts', 'socket']);
    expect(named(report, 'main').imports).toEqual(['puts']);
    expect(named(report, 'leaf').imports).toEqual(['strlen']);
  });

  it('are the strings that each function uses', () => {
    const uses = (name: string): readonly string[] => (named(report, name).strings ?? []).map(({ content }) => content);
    expect([...uses('middle')].sort()).toEqual(['WORD_OF_MIDDLE', 'the middle says so']);
    expect(uses('main')).toEqual(['main wants a word']);
    expect(uses('leaf')).toEqual([]);
    const said = report.strings.find(({ content }) => content === 'the middle says so');
    expect(said?.context).toEqual({ address: named(report, 'middle').address, name: 'middle' });
  });

  it('are the same each time', async () => {
    const again = await analyse(path);
    expect(JSON.stringify(again.functions)).toBe(JSON.stringify(report.functions));
    expect(JSON.stringify(again.strings)).toBe(JSON.stringify(report.strings));
  });
});

describe('relations in /bin/ls', () => {
  it('are sound, and cover the code', async () => {
    const report = await analyse('/bin/ls');
    expectSoundRelations(report);
    expect(report.coverage?.share).toBeGreaterThan(0.9);
    expect(report.coverage?.share).toBeLessThanOrEqual(1);
    const exit = report.functions.find(({ name, type }) => type === 'import' && name === 'exit');
    expect(exit?.calls_from?.length).toBeGreaterThan(0);
  });

  it('are absent at quick depth', async () => {
    const { functions, strings, coverage, decompiled } = await analyse('/bin/ls', 'quick');
    expect(functions.some((each) => 'calls_to' in each || 'strings' in each)).toBe(false);
    expect(strings.some((each) => 'context' in each)).toBe(false);
    expect([coverage, decompiled]).toEqual([undefined, []]);
  });

  it('are absent where functions were not asked for, and without strings where strings were not', async () => {
    const withoutFunctions = await analyse('/bin/ls', 'standard', ['strings']);
    expect(withoutFunctions.functions).toEqual([]);
    expect(withoutFunctions.strings.some((each) => 'context' in each)).toBe(false);
    const withoutStrings = await analyse('/bin/ls', 'standard', ['functions']);
    expect(withoutStrings.functions.some((each) => (each.calls_to ?? []).length > 0)).toBe(true);
    expect(withoutStrings.functions.some((each) => 'strings' in each)).toBe(false);
  });

  it('come with what functions of 10 instructions and more are known again by, at standard depth', async () => {
    const { functions } = await analyse('/bin/ls', 'standard');
    const told = functions.filter(({ identity }) => identity !== undefined);
    expect(told).toEqual(functions.filter(({ instructions = 0 }) => instructions >= 10));
    expect(told.length).toBeGreaterThan(200);
    for (const { identity, imports = [], strings = [] } of told) {
      expect(identity?.exact).toMatch(/^[0-9a-f]{64}$/);
      expect(identity?.shape).toHaveLength(imports.length + strings.length > 0 ? 32 : 16);
    }
  });

  it('come with pseudo code and fingerprints at comprehensive depth', async () => {
    const report = await analyse('/bin/ls', 'comprehensive');
    expectSoundRelations(report);
    expect(report.stages.map(({ name, status }) => [name, status])).toEqual([
      ['structure', 'ok'],
      ['code', 'ok'],
      ['depth', 'ok'],
    ]);
    expect(report.decompiled.length).toBeGreaterThan(20);
    const starts = new Set(report.functions.map(({ address }) => address));
    for (const { address } of report.decompiled) expect(starts).toContain(address);
    // Whole, however long: that of main has 85,000 characters.
    expect(Math.max(...report.decompiled.map(({ code }) => code.length))).toBeGreaterThan(40_000);
    expect(report.functions.some(({ fingerprint }) => fingerprint !== undefined)).toBe(true);
    const main = report.functions.find(({ name }) => name === 'main');
    expect(main?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(report.decompiled.some(({ name }) => name === 'main')).toBe(true);
  });
});

withSamples('relations in programs of other systems', () => {
  /** The share of the strings that are no names for the loader with a context and of the imports with a user that must be reached. */
  it.each([
    ['elf-Linux-ARM64-bash', 0.5, 0.9],
    ['elf-Linux-ARMv7-ls', 0.5, 0.9],
    ['MachO-OSX-x64-ls', 0.6, 0.9],
    ['pe-Windows-x64-cmd', 0.2, 0.9],
    ['pe-Windows-x86-cmd', 0.15, 0.9],
  ])('are sound in %s', async (name, withContext, withUser) => {
    const report = await analyse(samplePath(name));
    expectSoundRelations(report);
    const used = new Set(report.functions.flatMap(({ imports = [] }) => imports));
    const ofCode = report.strings.filter(({ section }) => section !== '.dynstr');
    const context = ofCode.filter((each) => each.context !== undefined).length / ofCode.length;
    expect(context).toBeGreaterThan(withContext);
    expect(used.size / report.imports.length).toBeGreaterThan(withUser);
  });

  // llvm-objdump: `adrp x0, 0x4d6000` 165 times in other functions; the slot of mbrtowc lies there, whose stub is called.
  it('are no uses of what lies at the beginning of a page that ARM64 code names', async () => {
    const { functions, sites } = await analyse(samplePath('elf-Linux-ARM64-bash'));
    const users = functions.filter(({ imports }) => imports?.includes('mbrtowc') === true);
    expect(users.length).toBeGreaterThan(5);
    for (const { address } of users) {
      expect(sites?.get(address)?.imports.get('mbrtowc')).toMatchObject({ kind: 'call_site' });
    }
  });

  it('have what 32-bit ARM code calls as functions, also where radare2 takes it for a part of its neighbour', async () => {
    const { functions } = await analyse(samplePath('elf-Linux-ARMv7-ls'));
    const merged = functions.find(({ address }) => address === '0x14b98');
    expect(merged).toMatchObject({ type: 'function', source: 'call' });
    expect(merged?.calls_from?.length).toBeGreaterThan(0);
    // radare2 knows who returns: what it finds first decides what it makes of the rest.
    expect(functions.find(({ name }) => name === 'main')?.size).toBeGreaterThan(7000);
  });
});
