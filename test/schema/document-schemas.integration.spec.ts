import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { MakeDocument } from '#application/analysis/make-document';
import type { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { loadConfig } from '#config/load-config';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { FOCUS_AREAS } from '#domain/document/focus-area';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';
import { aFile, aJob, NOON, someOptions } from '#test/builders/job';
import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { schemaFaults } from '#test/support/schema-faults';

const ROOT = join(__dirname, '../..');
/** Bytes. At comprehensive depth larger ones take minutes in all and have no other fields. */
const SOON_DONE = 300_000;

it('the committed schema is what the types say now (npm run schemas:generate)', async () => {
  const script = join(ROOT, 'test/schema/document-schemas.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 10_000_000 });
  expect(readFileSync(join(ROOT, 'src/presentation/http/contract/document-schemas.json'), 'utf8')).toBe(stdout);
});

describe('every result is as its published schema says', () => {
  const config = loadConfig({ rootDir: ROOT, variables: {} });
  const host = new HostEnvironment(process.env['PATH'] ?? '');
  const radare2 = new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));
  const ruleBook = TomlRuleBook.read(config.analysis.rulesDir);
  const names = samplesPresent() ? SAMPLES.map(([name]) => name) : [];
  const paths = ['/bin/ls', ...names.map(samplePath)].filter((path) => statSync(path).size < SOON_DONE);

  async function documentOf(
    engine: AnalysisEngine,
    path: string,
    depth: AnalysisDepth,
    options: Partial<AnalysisOptions> = {},
  ): Promise<AnalysisDocument> {
    const file = aFile({ size: (await stat(path)).size, header: await withFile(path, headerOf) });
    const order = {
      job: aJob({ file, options: someOptions({ depth, ...options }) }),
      samplePath: path,
      startedAt: NOON,
    };
    const maker = new MakeDocument(engine, ruleBook, new SystemClock());
    return (await maker.make(order, () => undefined, new AbortController().signal)).content as AnalysisDocument;
  }

  // Every sample: at standard depth in test/engine/samples, at quick depth, also without radare2, in test/engine/true-text.
  it('/bin/ls at quick depth', async () => {
    expect(schemaFaults('AnalysisDocument', await documentOf(radare2, '/bin/ls', 'quick'))).toEqual([]);
  });

  it.each(paths)('%s at comprehensive depth', async (path) => {
    expect(schemaFaults('AnalysisDocument', await documentOf(radare2, path, 'comprehensive'))).toEqual([]);
  });

  it.each(FOCUS_AREAS)('of %s alone', async (area) => {
    const document = await documentOf(radare2, '/bin/ls', 'standard', { focusAreas: [area] });
    expect(schemaFaults('AnalysisDocument', document)).toEqual([]);
  });

  it.each(paths)('%s without radare2', async (path) => {
    expect(schemaFaults('AnalysisDocument', await documentOf(new HeaderAnalysisEngine(), path, 'standard'))).toEqual(
      [],
    );
  });
});
