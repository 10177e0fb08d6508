import 'reflect-metadata';

import { Logger } from '@nestjs/common';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import { MakeDocument } from '#application/analysis/make-document';
import { ResilientAnalysisEngine } from '#application/analysis/resilient-analysis-engine';
import type { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { MadeDocument } from '#application/ports/document-maker.port';
import type { RuleBook } from '#application/ports/rule-book.port';
import { parseRules } from '#domain/findings/parse-rules';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { HeaderAnalysisEngine } from '#infrastructure/headers/header-analysis-engine';
import { readContent } from '#infrastructure/headers/read-content';
import type { ContentReader } from '#infrastructure/headers/read-content';
import { MeasuredAnalysisEngine } from '#infrastructure/metrics/measured-analysis-engine';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { packDocument } from '#infrastructure/redis/pack-document';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { collectGarbage } from './collect-garbage';
import { ContentThread } from './content-thread-handle';
import { portable } from './portable-error';
import { RelayedCircuit } from './relayed-circuit';
import { RelayedLogger } from './relayed-logger';
import { RelayedMetrics } from './relayed-metrics';
import type { FromThread, MakeMessage, ThreadSettings, ToThread } from './thread-messages';

/** Bytes of a sample whose documents take hundreds of megabytes. */
const HEAVY_SAMPLE = 32 * 1024 * 1024;

/** Bytes of a file whose bytes take longer to look through than a second thread takes to be told. */
const WORTH_A_THREAD = 4 * 1024 * 1024;

/** The program of an analysis thread: one order at a time, each from the sample to the packed document. */
class AnalysisThreadProgram {
  private readonly clock = new SystemClock();
  private readonly launcher: Radare2Launcher;
  private readonly radare2: AnalysisEngine;
  private readonly headers = new HeaderAnalysisEngine();
  private readonly ruleBook: RuleBook;
  private abort = new AbortController();

  constructor(
    private readonly port: MessagePort,
    private readonly settings: ThreadSettings,
  ) {
    const { config, path, ruleFiles } = settings;
    const host = new HostEnvironment(path);
    this.launcher = new Radare2Launcher(config, host, new Sandbox(config, host));
    const metrics = new RelayedMetrics((measurement) => {
      this.tell({ kind: 'measured', measurement });
    });
    const radare2 = new Radare2AnalysisEngine(this.launcher, config.features, this.contentReader());
    this.radare2 = new MeasuredAnalysisEngine(radare2, metrics);
    const patterns = new Re2jsPatternEngine();
    this.ruleBook = { rules: parseRules(ruleFiles, patterns), patterns };
    Logger.overrideLogger(
      new RelayedLogger((record) => {
        this.tell({ kind: 'log', record });
      }),
    );
    port.on('message', (message: ToThread) => {
      if (message.kind === 'make') void this.answer(message);
      else this.abort.abort(new Error('The analysis was called off.'));
    });
  }

  private contentReader(): ContentReader {
    if (!this.settings.config.features.parallelAnalysis) return readContent;
    const thread = new ContentThread();
    return (request, source, signal) =>
      source.size < WORTH_A_THREAD ? readContent(request, source, signal) : thread.read(request, signal);
  }

  private async answer(message: MakeMessage): Promise<void> {
    this.abort = new AbortController();
    try {
      const made = await this.make(message);
      this.port.postMessage({ kind: 'made', made } satisfies FromThread, buffersOf(made));
    } catch (error) {
      this.tell({ kind: 'failed', error: portable(error) });
    }
    // Behind the answer; the next analysis finds the code compiled that this one has run.
    if (message.order.job.file.size >= HEAVY_SAMPLE) setImmediate(collectGarbage);
  }

  private async make({ order, circuit, radare2 }: MakeMessage): Promise<MadeDocument> {
    if (radare2 !== undefined) this.launcher.assume(radare2);
    const maker = new MakeDocument(this.engine(circuit), this.ruleBook, this.clock, {
      ofCode: this.settings.config.features.advancedSecurityScan,
    });
    const { facts, content } = await maker.make(
      order,
      (progress) => {
        this.tell({ kind: 'progress', progress });
      },
      this.abort.signal,
    );
    if ('packedHead' in content) return { facts, content };
    const packed = await packDocument(content, this.settings.config.features.resultCompression);
    const { confidence, metadata, summary } = facts;
    return { facts: { confidence, metadata, summary }, content: packed };
  }

  private engine(circuit: MakeMessage['circuit']): AnalysisEngine {
    if (circuit === undefined) return this.radare2;
    const relayed = new RelayedCircuit(circuit, (event) => {
      this.tell({ kind: 'circuit', event });
    });
    return new ResilientAnalysisEngine(this.radare2, this.headers, this.clock, relayed);
  }

  private tell(message: FromThread): void {
    this.port.postMessage(message);
  }
}

/** Those that own their memory change hands without a copy; small ones share a pool and are copied. */
function buffersOf({ content }: MadeDocument): ArrayBuffer[] {
  if (!('packedHead' in content)) return [];
  const sections = Object.values(content.sections);
  const columns = sections.flatMap((section) => section.columns ?? []);
  const pieces = [content.packedHead, ...columns, ...sections.flatMap(({ pages }) => pages)];
  return pieces.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}

if (parentPort === null) throw new Error('This is the program of a thread.');
new AnalysisThreadProgram(parentPort, workerData as ThreadSettings);
