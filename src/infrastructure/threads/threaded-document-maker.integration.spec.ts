import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EngineCircuit } from '#application/analysis/engine-circuit';
import { MakeDocument } from '#application/analysis/make-document';
import type { DocumentMaker, MadeDocument } from '#application/ports/document-maker.port';
import type { PackedDocument } from '#application/ports/result-cache.port';
import type { AppConfig } from '#config/app-config';
import { loadConfig } from '#config/load-config';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { UNDER_WAY } from '#domain/document/stages';
import type { SubmittedFile } from '#domain/jobs/analysis-job';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { sha256 } from '#domain/shared/sha256';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2ControlAnalysis } from '#infrastructure/radare2/radare2-control-analysis';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { NoTracing } from '#infrastructure/tracing/no-tracing';
import { headerOf, withFile } from '#test/builders/file-source';
import { aFile, aJob, aSha256, NOON, someOptions } from '#test/builders/job';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { samplePath, samplesPresent } from '#test/builders/samples';
import { FakeControlAnalysis } from '#test/fakes/fake-control-analysis';
import { FakeMetrics } from '#test/fakes/fake-metrics';
import { eventually } from '#test/support/eventually';
import { HOST_PATH } from '#test/support/host-path';
import { processesWithLimit } from '#test/support/marked-processes';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { unpackDocument } from '#test/support/unpack-document';
import { withoutTimes } from '#test/support/without-times';
import { ThreadedDocumentMaker } from './threaded-document-maker';

const ROOT = `${__dirname}/../../..`;
const never = (): AbortSignal => new AbortController().signal;
const clock = new SystemClock();

async function contentAt(path: string): Promise<Pick<SubmittedFile, 'size' | 'sha256'>> {
  const content = await readFile(path);
  return { size: content.length, sha256: sha256(createHash('sha256').update(content).digest('hex')) };
}

async function fileAt(path: string): Promise<SubmittedFile> {
  return aFile({ ...(await contentAt(path)), header: await withFile(path, headerOf) });
}
/** A universal file with places of 64 bits, which radare2 (6.1.8) does not know. */
const UNKNOWN_TO_RADARE2 = fatBytes(
  [{ cpuType: CPU.x86_64, image: machoBytes({ segments: [{ name: '__TEXT', address: 0x1000, size: 0x1000 }] }) }],
  true,
);

describe('documents made in threads', () => {
  let config: AppConfig;
  let launcher: Radare2Launcher;
  let rules: TomlRuleBook;
  let circuit: EngineCircuit;
  let maker: ThreadedDocumentMaker;
  const metrics = new FakeMetrics();

  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bin2nlp-test-'));
    // The limit marks the processes as this test's.
    const memoryMb = String(2048 + Math.floor(Math.random() * 900));
    const variables = { BIN2NLP_SANDBOX__MEMORY_MB: memoryMb, BIN2NLP_STORAGE__DATA_DIR: directory };
    config = loadConfig({ rootDir: ROOT, variables });
    rules = TomlRuleBook.read(config.analysis.rulesDir);
    const host = new HostEnvironment(HOST_PATH);
    launcher = new Radare2Launcher(config, host, new Sandbox(config, host));
    circuit = new EngineCircuit(clock, new FakeControlAnalysis());
    maker = new ThreadedDocumentMaker(
      config,
      host,
      launcher,
      circuit,
      metrics,
      THREAD_PROGRAMS,
      rules,
      new NoTracing(),
    );
    maker.onApplicationBootstrap();
  });
  afterAll(async () => {
    await maker.onApplicationShutdown();
    await rm(directory, { recursive: true });
  });

  async function documentOf(
    by: DocumentMaker,
    path: string,
    options: Partial<AnalysisOptions> = {},
    signal = never(),
  ): Promise<AnalysisDocument> {
    const file = await fileAt(path);
    const order = { job: aJob({ file, options: someOptions(options) }), samplePath: path, startedAt: NOON };
    const { content } = await by.make(order, () => undefined, signal);
    return 'packedHead' in content ? unpackDocument(content) : content;
  }

  const inThisThread = (): MakeDocument => new MakeDocument(new Radare2AnalysisEngine(launcher), rules, clock);

  it.each(['quick', 'standard', 'comprehensive'] as const)('are those of one thread, at %s depth', async (depth) => {
    const theirs = withoutTimes(await documentOf(maker, '/bin/ls', { depth }));
    expect(theirs).toEqual(withoutTimes(await documentOf(inThisThread(), '/bin/ls', { depth })));
  });

  it('are those of one thread also where a bulk thread looks through the bytes', async () => {
    const path = join(directory, 'large');
    // What follows the image counts as well.
    await writeFile(path, Buffer.concat([await readFile('/bin/ls'), Buffer.alloc(5 * 1024 * 1024, 'overlay')]));
    const theirs = withoutTimes(await documentOf(maker, path, { depth: 'quick' }));
    expect(theirs).toMatchObject({ metadata: { file: { overlay: { size: 5 * 1024 * 1024 } } } });
    expect(theirs).toEqual(withoutTimes(await documentOf(inThisThread(), path, { depth: 'quick' })));
  });

  it('say how far they are', async () => {
    const path = '/bin/ls';
    const file = await fileAt(path);
    const stages: string[] = [];
    const order = { job: aJob({ file }), samplePath: path, startedAt: NOON };
    const { facts } = await maker.make(order, ({ stage }) => stages.push(stage), never());
    expect(new Set(stages)).toEqual(new Set(['structure', 'code']));
    expect(facts.metadata.engine).toBe('radare2');
    expect(facts.summary.counts.functions).toBeGreaterThan(200);
    expect(Object.keys(metrics.observed)).toContain('analysis_duration_seconds{depth=standard,format=elf,stage=code}');
  });

  it('tell what is known so far, packed, while code takes long', async () => {
    const [path, stop] = ['/usr/bin/git', new AbortController()];
    const job = aJob({ file: await fileAt(path), options: someOptions({ depth: 'comprehensive' }) });
    const told: MadeDocument['content'][] = [];
    const making = maker.make(
      { job, samplePath: path, startedAt: NOON },
      () => undefined,
      stop.signal,
      (content) => {
        told.push(content);
        stop.abort(new Error('It was enough.'));
      },
    );
    await expect(making).rejects.toThrow('It was enough.');
    const [content, ...more] = told;
    expect(more).toEqual([]);
    const document = await unpackDocument(content as PackedDocument);
    expect(document.metadata.stages).toContainEqual(expect.objectContaining({ name: 'code', reason: UNDER_WAY }));
    expect(document.imports.length).toBeGreaterThan(100);
    expect(document.security_findings?.findings.length).toBeGreaterThan(0);
    await noProgramRuns();
  });

  it('refuse with the code, the words and the cause of the engine', async () => {
    const path = __filename;
    const file = aFile(await contentAt(path));
    const order = { job: aJob({ file }), samplePath: path, startedAt: NOON };
    await expect(maker.make(order, () => undefined, never())).rejects.toMatchObject({
      name: 'DomainError',
      code: 'CORRUPT_BINARY',
      remediation: 'Check that the file is complete.',
    });
    expect(circuit.fault).toBeUndefined();
    expect(metrics.counts).toEqual({ 'engine_failures_total{reason=CORRUPT_BINARY}': 1 });
  });

  it('are not made of a file that is not the one that was sent, and that says nothing about radare2', async () => {
    const before = { ...metrics.counts };
    const file = { ...(await fileAt('/usr/bin/git')), sha256: aSha256() };
    const order = { job: aJob({ file }), samplePath: '/usr/bin/git', startedAt: NOON };
    await expect(maker.make(order, () => undefined, never())).rejects.toMatchObject({ code: 'SAMPLE_ALTERED' });
    expect(circuit.fault).toBeUndefined();
    expect(metrics.counts).toEqual(before);
    await noProgramRuns();
    expect((await documentOf(maker, '/bin/ls', { depth: 'quick' })).success).toBe(true);
  });

  it('are made by radare2 after any number of files that it does not load', async () => {
    const own = new EngineCircuit(clock, new Radare2ControlAnalysis(config, launcher));
    const host = new HostEnvironment(HOST_PATH);
    const other = new ThreadedDocumentMaker(
      config,
      host,
      launcher,
      own,
      new FakeMetrics(),
      THREAD_PROGRAMS,
      rules,
      new NoTracing(),
    );
    const engineOf = async (path: string): Promise<string> => (await documentOf(other, path)).metadata.engine;
    try {
      for (let file = 0; file < 12; file++) {
        const path = join(directory, `universal-${file}`);
        await writeFile(path, UNKNOWN_TO_RADARE2);
        expect(await engineOf(path)).toBe('fallback');
      }
      expect(await engineOf('/bin/true')).toBe('radare2');
      expect(own.fault).toBeUndefined();
    } finally {
      await other.onApplicationShutdown();
    }
  });

  it('leave no program behind when they are called off, and the next one is made', async () => {
    const stop = new AbortController();
    await noProgramRuns();
    const making = documentOf(maker, '/usr/bin/git', { depth: 'comprehensive' }, stop.signal);
    making.catch(() => undefined);
    await aProgramRuns();
    stop.abort(new Error('cancelled'));
    await expect(making).rejects.toThrow('cancelled');
    await noProgramRuns();
    expect((await documentOf(maker, '/bin/ls', { depth: 'quick' })).success).toBe(true);
  });

  it('leave no program behind when their thread is ended', async () => {
    const own = new ThreadedDocumentMaker(
      config,
      new HostEnvironment(HOST_PATH),
      launcher,
      new EngineCircuit(clock, new FakeControlAnalysis()),
      new FakeMetrics(),
      THREAD_PROGRAMS,
      rules,
      new NoTracing(),
    );
    await noProgramRuns();
    const making = documentOf(own, '/usr/bin/git', { depth: 'comprehensive' });
    making.catch(() => undefined);
    await aProgramRuns();
    await own.onApplicationShutdown();
    await expect(making).rejects.toThrow('The analysis thread ended');
    await noProgramRuns();
  });

  const several = samplesPresent()
    ? ['elf-Linux-ARMv7-ls', 'pe-cygwin-ls.exe', 'MachO-OSX-x64-ls'].map(samplePath)
    : ['/bin/ls', '/bin/cat', '/bin/dd'].filter((path) => existsSync(path));

  it.each(['standard', 'comprehensive'] as const)(
    'are byte-identical but for ids and times, also side by side, at %s depth',
    async (depth) => {
      const alone: string[] = [];
      for (const path of several) alone.push(JSON.stringify(withoutTimes(await documentOf(maker, path, { depth }))));
      const together = await Promise.all(several.map((path) => documentOf(maker, path, { depth })));
      expect(together.map((document) => JSON.stringify(withoutTimes(document)))).toEqual(alone);
    },
    300_000,
  );

  function aProgramRuns(): Promise<void> {
    return eventually(() => {
      expect(processesWithLimit(config.sandbox.memoryMb)).not.toEqual([]);
    });
  }

  /** Also none that an earlier test left to end by itself. */
  function noProgramRuns(): Promise<void> {
    return eventually(() => {
      expect(processesWithLimit(config.sandbox.memoryMb)).toEqual([]);
    });
  }
});
