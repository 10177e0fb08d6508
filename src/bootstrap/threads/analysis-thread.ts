import { workerData } from 'node:worker_threads';

import { MakeDocument } from '#application/analysis/make-document';
import type { Metrics } from '#application/ports/metrics.port';
import type { FinishedSpan } from '#application/ports/tracing.port';
import { composeEngine } from '#bootstrap/engine/compose-engine';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import type { MakerFor } from '#infrastructure/threads/analysis-thread-program';
import { runAnalysisThread } from '#infrastructure/threads/analysis-thread-program';
import { BulkThread } from '#infrastructure/threads/bulk-thread-handle';
import { BulkWork } from '#infrastructure/threads/bulk-work';
import { PackingDocumentMaker } from '#infrastructure/threads/packing-document-maker';
import { processPort } from '#infrastructure/threads/take-orders';
import type { ThreadSettings } from '#infrastructure/threads/thread-messages';
import { TracedSandbox } from '#infrastructure/tracing/traced-sandbox';
import { threadCode } from './thread-code';

import 'reflect-metadata';

runAnalysisThread(processPort(), (metrics, record) => wire(workerData as ThreadSettings, metrics, record));

function wire(
  { config, path, ruleFiles }: ThreadSettings,
  metrics: Metrics,
  record: (span: FinishedSpan) => void,
): MakerFor {
  const { advancedSecurityScan, parallelAnalysis, resultCompression } = config.features;
  const { codeReader } = config.analysis;
  const clock = new SystemClock();
  const host = new HostEnvironment(path);
  const sandbox = config.tracing.enabled ? new TracedSandbox(config, host, record) : new Sandbox(config, host);
  const launcher = new Radare2Launcher(config, host, sandbox);
  const bulk = parallelAnalysis ? new BulkThread(threadCode('bulk-thread')) : undefined;
  const work = new BulkWork(bulk, resultCompression);
  const engines = {
    radare2: new Radare2AnalysisEngine(launcher, { parallelAnalysis, codeReader }, work.readContent),
    fallback: new HeaderAnalysisEngine(),
  };
  const ruleBook = new TomlRuleBook(ruleFiles);
  return ({ circuit, radare2 }) => {
    if (radare2 !== undefined) launcher.assume(radare2);
    const engine = composeEngine(engines, metrics, clock, circuit);
    return new PackingDocumentMaker(new MakeDocument(engine, ruleBook, clock, { ofCode: advancedSecurityScan }), work);
  };
}
