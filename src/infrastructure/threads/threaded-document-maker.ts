import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';

import type { Passage } from '#application/analysis/engine-circuit';
import { EngineCircuit } from '#application/analysis/engine-circuit';
import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { Metrics } from '#application/ports/metrics.port';
import type { OpenSpan, TraceParent } from '#application/ports/tracing.port';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { MINUTE_MS } from '#domain/shared/quantities';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import type { AnalysisProgram } from './analysis-thread-handle';
import { AnalysisThread } from './analysis-thread-handle';
import { makingSpan, stageSpans } from './document-spans';
import type { Measurement } from './relayed-metrics';
import { record } from './relayed-metrics';
import type { CircuitEvent, MakeMessage } from './thread-messages';
import { ThreadPrograms } from './thread-programs';

/** What a file may make our own readers take, documents and all, before it costs its job. */
const HEAP_MB = 2048;
const OVERTIME_MS = MINUTE_MS;

/**
 * Makes documents in threads, one for each analysis that runs, so that parsing, judging and packing never hold the event loop
 * that answers and keeps the queue's locks. Threads stay for the next analysis; the packed pages come over without a copy.
 */
@Injectable()
export class ThreadedDocumentMaker extends DocumentMaker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly program: AnalysisProgram;
  private readonly threads = new Set<AnalysisThread>();
  private readonly idle: AnalysisThread[] = [];
  private isClosed = false;

  constructor(
    private readonly config: AppConfig,
    host: HostEnvironment,
    private readonly launcher: Radare2Launcher,
    private readonly circuit: EngineCircuit,
    private readonly metrics: Metrics,
    programs: ThreadPrograms,
    rules: TomlRuleBook,
    private readonly tracing: Tracing,
  ) {
    super();
    this.program = {
      ...programs.analysis,
      settings: { config: plain(config), path: host.path, ruleFiles: rules.files },
      heapMb: HEAP_MB,
      overtimeMs: OVERTIME_MS,
    };
  }

  /** The first analysis finds a thread that is up already. */
  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.idle.push(this.start());
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  override make(...order: Parameters<DocumentMaker['make']>): Promise<MadeDocument> {
    return this.tracing.within(makingSpan(order[0]), (span) => this.traced(span, ...order));
  }

  private async traced(
    span: OpenSpan,
    order: DocumentOrder,
    onProgress: (progress: EngineProgress) => void,
    ...rest: [signal: AbortSignal, onInterim?: (content: MadeDocument['content']) => void]
  ): Promise<MadeDocument> {
    const { parent } = span;
    if (parent === undefined) return this.makeIn(undefined, order, onProgress, ...rest);
    let begunAt: number | undefined;
    const noteBegin = (progress: EngineProgress): void => {
      begunAt ??= Date.now();
      onProgress(progress);
    };
    const made = await this.makeIn(parent, order, noteBegin, ...rest);
    const endedAt = Date.now();
    for (const stage of stageSpans(made, begunAt ?? endedAt, endedAt, parent)) this.tracing.record(stage);
    span.add({ 'bin2nlp.outcome': made.facts.metadata.engine });
    return made;
  }

  private async makeIn(
    parent: TraceParent | undefined,
    order: DocumentOrder,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim: (content: MadeDocument['content']) => void = () => undefined,
  ): Promise<MadeDocument> {
    signal.throwIfAborted();
    if (this.isClosed) throw new Error('The service is stopping');
    const thread = this.take();
    const report = new CircuitReport(this.circuit);
    try {
      const message = await this.messageFor(order, report);
      return await thread.make(
        message,
        {
          onProgress,
          onInterim,
          onCircuit: report.receive,
          onMeasurement: this.onMeasurement,
          onSpan: (span) => {
            this.tracing.record({ ...span, ...(parent !== undefined && { parent }) });
          },
        },
        signal,
      );
    } catch (error) {
      if (!thread.isAlive && !signal.aborted) this.countBroken(error);
      throw error;
    } finally {
      report.end();
      this.giveBack(thread);
    }
  }

  private async messageFor(order: DocumentOrder, report: CircuitReport): Promise<MakeMessage> {
    const withFallback = this.config.analysis.enableAnalysisFallback;
    const circuit = withFallback ? { passage: report.enter(), fault: this.circuit.fault } : undefined;
    // Where radare2 cannot run, the thread finds that out itself and says so.
    const radare2 = circuit?.passage === 'barred' ? undefined : await this.launcher.ready().catch(() => undefined);
    return {
      order,
      ...(circuit !== undefined && { circuit }),
      ...(radare2 !== undefined && { radare2 }),
    };
  }

  private readonly onMeasurement = (measurement: Measurement): void => {
    record(measurement, this.metrics);
  };

  /** A thread that hangs or breaks counts nothing itself. */
  private countBroken(error: unknown): void {
    const reason = error instanceof DomainError ? error.code : 'INTERNAL_ERROR';
    this.metrics.count('engine_failures_total', { reason });
  }

  private take(): AnalysisThread {
    for (let thread = this.idle.pop(); thread !== undefined; thread = this.idle.pop()) {
      if (thread.isAlive) return thread;
      this.threads.delete(thread);
    }
    return this.start();
  }

  private giveBack(thread: AnalysisThread): void {
    if (thread.isAlive) this.idle.push(thread);
    else void thread.end().then(() => this.threads.delete(thread));
  }

  private start(): AnalysisThread {
    const thread = new AnalysisThread(this.program);
    this.threads.add(thread);
    return thread;
  }
}

/** What one analysis says about radare2; one that says nothing gives up its trial. */
class CircuitReport {
  private passage: Passage | undefined;
  private isTold = false;

  constructor(private readonly circuit: EngineCircuit) {}

  enter(): Passage {
    this.passage = this.circuit.enter();
    return this.passage;
  }

  readonly receive = (report: CircuitEvent): void => {
    this.isTold = true;
    switch (report.event) {
      case 'succeed':
        this.circuit.succeed();
        break;
      case 'crash':
        this.circuit.crash(report.sample, this.passage ?? 'free');
        break;
      case 'trip':
        this.circuit.trip(report.reason);
        break;
      case 'abandon':
        this.circuit.abandon(this.passage ?? 'free');
        break;
    }
  };

  end(): void {
    if (!this.isTold && this.passage !== undefined) this.circuit.abandon(this.passage);
  }
}

/** Settings as data: a class does not survive the way into a thread. */
function plain(config: AppConfig): AppConfig {
  return JSON.parse(JSON.stringify(config)) as AppConfig;
}
