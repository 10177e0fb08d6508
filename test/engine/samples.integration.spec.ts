import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { MakeDocument } from '#application/analysis/make-document';
import type { EngineReport } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { loadConfig } from '#config/load-config';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { DomainError } from '#domain/shared/domain-error';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { aFile, aJob, NOON } from '#test/builders/job';
import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { Confinement } from '#test/sandbox/confinement';
import { schemaFaults } from '#test/support/schema-faults';
import { contradictionsOf } from '#test/truth/contradictions';
import { ORDINARY, Radare2Bench } from './radare2-bench';

const PREFIX = new Confinement('off').config.analysis.radare2Prefix;
const ADDRESS = /^0x[0-9a-f]{1,16}$/;
// eslint-disable-next-line no-control-regex -- that is what is looked for
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** What was read already, as often as it is asked for. */
class ReadAlready extends AnalysisEngine {
  constructor(private readonly report: EngineReport) {
    super();
  }

  override analyse(): Promise<EngineReport> {
    return Promise.resolve(this.report);
  }
}

const addresses = (report: EngineReport): ReadonlySet<bigint> =>
  new Set(report.functions.map(({ address }) => BigInt(address)));

describe('the depths', () => {
  const bench = new Radare2Bench('auto');
  let reports: Readonly<Record<'quick' | 'standard' | 'comprehensive', EngineReport>>;

  beforeAll(async () => {
    reports = {
      quick: await bench.analyse(ORDINARY, { depth: 'quick' }),
      standard: await bench.analyse(ORDINARY),
      comprehensive: await bench.analyse(ORDINARY, { depth: 'comprehensive' }),
    };
  });

  it('find at standard depth what aaa finds, and more', () => {
    const environment = { ...process.env, R2_PREFIX: `${PREFIX}/usr` };
    const script = ['-q', '-N', '-2', '-e', 'scr.color=0', '-c', 'aaa;aflq', ORDINARY];
    const output = execFileSync(`${PREFIX}/usr/bin/radare2`, script, { env: environment, encoding: 'utf8' });
    const theirs = output
      .split(/\s+/)
      .filter((word) => ADDRESS.test(word))
      .map(BigInt);
    const ours = addresses(reports.standard);
    expect(theirs.length).toBeGreaterThan(100);
    expect(theirs.filter((each) => ours.has(each)).length / theirs.length).toBeGreaterThanOrEqual(0.99);
    expect(ours.size).toBeGreaterThan(theirs.length);
  });

  it('differ in what they know of a function', () => {
    const { quick, standard, comprehensive } = reports;
    expect(quick.functions.some((each) => each.complexity_score !== undefined)).toBe(false);
    expect(standard.functions.some((each) => (each.complexity_score ?? 0) > 1)).toBe(true);
    expect(standard.functions.some((each) => each.locals !== undefined)).toBe(false);
    expect(comprehensive.functions.some((each) => (each.locals ?? 0) > 0)).toBe(true);
    expect(comprehensive.functions.some((each) => each.signature !== undefined)).toBe(true);
    expect(standard.functions.length).toBeGreaterThan(quick.functions.length);
  });

  it('agree on the structure', () => {
    const { quick, standard, comprehensive } = reports;
    for (const deeper of [standard, comprehensive]) {
      for (const part of ['sections', 'segments', 'exports', 'hardening', 'file'] as const) {
        expect(deeper[part]).toEqual(quick[part]);
      }
      // Code analysis knows more of these: who uses an import.
      expect(deeper.imports).toMatchObject(quick.imports);
    }
    expect(quick.imports.filter((each) => each.address === undefined)).toEqual([]);
    // Code analysis knows more of these: who uses a string.
    const known = ({ strings }: EngineReport): object => strings.map(({ address, content }) => [address, content]);
    expect(known(comprehensive)).toEqual(known(quick));
  });
});

(samplesPresent() ? describe : describe.skip)('every sample (skipped where ../shared/samples is not there)', () => {
  const bench = new Radare2Bench('auto');
  const ruleBook = TomlRuleBook.read(
    loadConfig({ rootDir: join(__dirname, '../..'), variables: {} }).analysis.rulesDir,
  );

  /** One reading of the sample serves both. */
  async function documentOf(report: EngineReport, path: string): Promise<AnalysisDocument> {
    const { size, header } = await bench.task(path);
    const order = { job: aJob({ file: aFile({ size, header }) }), samplePath: path, startedAt: NOON };
    const maker = new MakeDocument(new ReadAlready(report), ruleBook, new SystemClock());
    return (await maker.make(order, () => undefined, new AbortController().signal)).content as AnalysisDocument;
  }

  afterAll(async () => {
    expect(await bench.confinement.remains()).toEqual([]);
  });

  it.each(SAMPLES)('%s is taken apart', async (name, format, architecture, bits) => {
    const report = await bench.analyse(samplePath(name));
    expect(report.stages.map((stage) => [stage.name, stage.status])).toEqual([
      ['structure', 'ok'],
      ['code', 'ok'],
    ]);
    expect(report.file).toMatchObject({ format, architecture, bits });
    expect(report.sections.length).toBeGreaterThan(3);
    expect(Object.keys(report.hardening).length).toBeGreaterThan(0);
    expect(report.functions.length).toBeGreaterThan(10);
    // OpenBSD's sh is static: a weak name that nobody provides is no import.
    expect(report.imports.length > 0).toBe(!report.file.static);
    expect(report.strings.length).toBeGreaterThan(0);
    expect(contradictionsOf(report)).toEqual([]);
    const document = await documentOf(report, samplePath(name));
    expect(schemaFaults('AnalysisDocument', document)).toEqual([]);
    expect(document.metadata.stages.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expectOrder(report);
    expectFitText(report);
  });

  it.each(['MachO-iOS-armv7-armv7s-arm64-Helloworld', 'MachO-OSX-ppc-and-i386-bash'])(
    '%s shows the offsets and bytes of the image that is analysed',
    async (name) => {
      const report = await bench.analyse(samplePath(name), { depth: 'quick' });
      const image = report.file.slices?.find((slice) => slice.analysed);
      expect(image?.architecture).toBe(report.file.architecture);
      const [start, end] = [image?.offset ?? 0, (image?.offset ?? 0) + (image?.size ?? 0)];
      for (const { offset, size } of report.sections.filter((section) => section.md5 !== undefined)) {
        expect(Number(offset)).toBeGreaterThanOrEqual(start);
        expect(Number(offset) + size).toBeLessThanOrEqual(end);
      }
      expect(report.strings.every((each) => Number(each.offset) >= start && Number(each.offset) < end)).toBe(true);
    },
  );

  it.each(['MachO-iOS-armv7-armv7s-arm64-Helloworld', 'MachO-OSX-ppc-and-i386-bash'])(
    '%s has the functions that its analysed image has alone',
    async (name) => {
      const whole = await bench.analyse(samplePath(name));
      const { offset = 0, size = 0 } = whole.file.slices?.find((slice) => slice.analysed) ?? {};
      const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-test-'));
      try {
        const path = join(directory, 'image');
        await writeFile(path, (await readFile(samplePath(name))).subarray(offset, offset + size));
        const alone = addresses(await bench.analyse(path));
        const known = addresses(whole);
        const missing = [...alone].filter((each) => !known.has(each));
        expect(alone.size).toBeGreaterThan(50);
        expect(missing.length).toBeLessThanOrEqual(alone.size / 100);
      } finally {
        await rm(directory, { recursive: true });
      }
    },
  );

  it('is cut short where it must be, and what there is until then is kept', async () => {
    const report = await cutShort(2000);
    const [structure, code] = report.stages;
    expect([structure?.status, code?.status]).toEqual(['ok', expect.stringMatching(/^(partial|timeout)$/)]);
    expect(code?.reason).toBeDefined();
    expect(report.functions.length).toBeGreaterThan(1000);

    /** A busy machine needs more time to get as far, and as much more to the end. */
    async function cutShort(timeoutMs: number): Promise<EngineReport> {
      const task = { depth: 'comprehensive', timeoutMs } as const;
      const report = await bench.analyse(samplePath('elf-Linux-x64-bash'), task).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'ANALYSIS_TIMEOUT') return undefined;
        throw error;
      });
      if (report !== undefined && (report.functions.length > 1000 || timeoutMs > 30_000)) return report;
      return cutShort(timeoutMs * 2);
    }
  });
});

function expectOrder(report: EngineReport): void {
  const order = report.functions.map(({ address }) => BigInt(address));
  expect(order).toEqual([...new Set(order)].sort((a, b) => (a < b ? -1 : 1)));
}

function expectFitText(report: EngineReport): void {
  const texts = [
    ...report.strings.map(({ content }) => content.replaceAll(/\r?\n|\t/g, ' ')),
    ...[...report.functions, ...report.imports, ...report.sections].map(({ name }) => name),
    ...report.libraries,
  ];
  expect(texts.filter((text) => UNFIT.test(text) || text.length > 4096).map((text) => basename(text))).toEqual([]);
}
