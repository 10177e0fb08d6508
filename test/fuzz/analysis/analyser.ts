// A process of `npm run fuzz`: analyses mutants as a worker does, one at a time, and says what became of each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MakeDocument } from '#application/analysis/make-document';
import type { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { loadConfig } from '#config/load-config';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { readBeyond } from '#domain/executables/pe/pe-file';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { sourceOf } from '#test/builders/byte-sources';
import { aFile, aJob, NOON, someOptions } from '#test/builders/job';
import { schemaFaults } from '#test/support/schema-faults';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import type { AnalyserOrder, Outcome } from './messages';
import { Mutants } from './mutants';

const ROOT = join(__dirname, '../../..');
/** What is written over the time that an analysis may take: for a machine that has much else to do. */
const OVERTIME_MS = 5000;
/** What `codeReadByUs` makes of an error that no reader should throw. */
const OWN_FAILURE = /Our own reading of the code failed/;

class Analyser {
  private readonly config = loadConfig({ rootDir: ROOT, variables: {} });
  private readonly rules = TomlRuleBook.read(this.config.analysis.rulesDir);
  private readonly engines: readonly AnalysisEngine[];

  constructor(
    private readonly order: AnalyserOrder,
    private readonly mutants: Mutants,
    private readonly path: string,
  ) {
    const host = new HostEnvironment(process.env['PATH'] ?? '');
    const radare2 = new Radare2AnalysisEngine(new Radare2Launcher(this.config, host, new Sandbox(this.config, host)));
    this.engines = [radare2, new HeaderAnalysisEngine()];
  }

  async analyse(number: number): Promise<Outcome> {
    const { of, content } = await this.mutants.get(number);
    writeFileSync(this.path, content);
    const ends: string[] = [];
    const faults: string[] = [];
    let milliseconds = 0;
    for (const engine of this.engines) {
      const started = performance.now();
      try {
        const document = await this.documentOf(engine, content);
        ends.push(document.metadata.stages.every(({ status }) => status !== 'failed') ? 'completed' : 'partial');
        faults.push(...faultsOf(document));
      } catch (error) {
        if (error instanceof DomainError) ends.push(error.code);
        else faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      milliseconds = Math.max(milliseconds, Math.round(performance.now() - started));
    }
    const limit = this.order.timeoutSeconds * SECOND_MS + OVERTIME_MS;
    if (milliseconds > limit) faults.push(`took ${milliseconds} ms where ${limit} are allowed`);
    return { number, of, end: ends[0] ?? 'fault', milliseconds, faults };
  }

  private async documentOf(engine: AnalysisEngine, content: Uint8Array): Promise<AnalysisDocument> {
    const head = content.subarray(0, 65_536);
    const verdict = readExecutableHeader(head, content.length, await readBeyond(sourceOf(content), head));
    if (verdict.outcome !== 'executable')
      throw new DomainError('UNSUPPORTED_FORMAT', 'It is no executable any more.', { remediation: 'None.' });
    const { depth, timeoutSeconds } = this.order;
    const job = aJob({
      file: aFile({ size: content.length, header: verdict.header }),
      options: someOptions({ depth, timeoutSeconds }),
    });
    const maker = new MakeDocument(engine, this.rules, new SystemClock());
    const order = { job, samplePath: this.path, startedAt: NOON };
    const made = await maker.make(order, () => undefined, new AbortController().signal);
    const document = made.content as AnalysisDocument;
    await packDocument(document, ownEncoder(true), made.code);
    return document;
  }
}

function faultsOf(document: AnalysisDocument): readonly string[] {
  const plain = JSON.parse(JSON.stringify(document)) as unknown;
  const broken = document.metadata.stages.flatMap(({ reason }) =>
    reason !== undefined && OWN_FAILURE.test(reason) ? [reason] : [],
  );
  return [...schemaFaults('AnalysisDocument', plain), ...broken];
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as AnalyserOrder;
  const directory = await TemporaryDirectory.create();
  const analyser = new Analyser(order, await Mutants.by(order.seed), join(directory.path, 'mutant'));
  process.on('message', (number: number) => {
    void analyser.analyse(number).then((outcome) => process.send?.(outcome));
  });
  process.on('disconnect', () => {
    void directory.remove().then(() => process.exit(0));
  });
  process.send?.('ready');
}

void main();
