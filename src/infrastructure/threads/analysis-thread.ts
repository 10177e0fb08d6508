import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { Logger } from '@nestjs/common';

import { MakeDocument } from '#application/analysis/make-document';
import { ResilientAnalysisEngine } from '#application/analysis/resilient-analysis-engine';
import type { AnalysisEngine, EngineProgress } from '#application/ports/analysis-engine.port';
import type { MadeDocument } from '#application/ports/document-maker.port';
import type { RuleBook } from '#application/ports/rule-book.port';
import { parseRules } from '#domain/findings/parse-rules';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { useVerified } from '#infrastructure/filesystem/verified-sample';
import { MeasuredAnalysisEngine } from '#infrastructure/metrics/measured-analysis-engine';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import type { ContentReader } from '#infrastructure/readers/read-content';
import { readContent } from '#infrastructure/readers/read-content';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { collectGarbage } from './collect-garbage';
import { ownMemoryOf } from './own-memory';
import { portable } from './portable-error';
import { RelayedCircuit } from './relayed-circuit';
import { RelayedLogger } from './relayed-logger';
import { RelayedMetrics } from './relayed-metrics';
import { SecondThread } from './second-thread-handle';
import type { FromThread, MakeMessage, ThreadSettings, ToThread } from './thread-messages';

import 'reflect-metadata';

/** Bytes of a sample whose documents take hundreds of megabytes. */
const HEAVY_SAMPLE = 32 * 1024 * 1024;

/** Bytes of one that is worth a second thread. */
const LARGE_SAMPLE = 4 * 1024 * 1024;

/** The program of an analysis thread: one order at a time, each from the sample to the packed document. */
class AnalysisThreadProgram {
  private readonly clock = new SystemClock();
  private readonly launcher: Radare2Launcher;
  private readonly radare2: AnalysisEngine;
  private readonly headers = new HeaderAnalysisEngine();
  private readonly second: SecondThread | undefined;
  private readonly ruleBook: RuleBook;
  private abort = new AbortController();

  constructor(
    private readonly port: MessagePort,
    private readonly settings: ThreadSettings,
  ) {
    const { config, path, ruleFiles } = settings;
    this.second = config.features.parallelAnalysis ? new SecondThread() : undefined;
    const host = new HostEnvironment(path);
    this.launcher = new Radare2Launcher(config, host, new Sandbox(config, host));
    const metrics = new RelayedMetrics((measurement) => {
      this.tell({ kind: 'measured', measurement });
    });
    const radare2 = new Radare2AnalysisEngine(this.launcher, config.features, this.contentReader);
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

  private readonly contentReader: ContentReader = (request, source, signal) =>
    this.second !== undefined && source.size >= LARGE_SAMPLE
      ? this.second.read(request, signal)
      : readContent(request, source, signal);

  private async answer(message: MakeMessage): Promise<void> {
    this.abort = new AbortController();
    try {
      const made = await this.make(message);
      this.port.postMessage({ kind: 'made', made } satisfies FromThread, memoryOf(made));
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
    const onProgress = (progress: EngineProgress): void => {
      this.tell({ kind: 'progress', progress });
    };
    const stored = { ...order.job.file, path: order.samplePath };
    const { facts, content } = await useVerified(stored, this.abort.signal, (samplePath, signal) =>
      maker.make({ ...order, samplePath }, onProgress, signal),
    );
    if ('packedHead' in content) return { facts, content };
    const { resultCompression } = this.settings.config.features;
    const isLarge = order.job.file.size >= LARGE_SAMPLE;
    const encode = isLarge ? this.second?.encoder(resultCompression) : undefined;
    const packed = await packDocument(content, encode ?? ownEncoder(resultCompression));
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

function memoryOf({ content }: MadeDocument): ArrayBuffer[] {
  if (!('packedHead' in content)) return [];
  const sections = Object.values(content.sections);
  const columns = sections.flatMap((section) => section.columns ?? []);
  return ownMemoryOf([content.packedHead, ...columns, ...sections.flatMap(({ pages }) => pages)]);
}

if (parentPort === null) throw new Error('This is the program of a thread.');
new AnalysisThreadProgram(parentPort, workerData as ThreadSettings);
