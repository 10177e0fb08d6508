import { Logger } from '@nestjs/common';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { Clock } from '#application/ports/clock.port';
import { DomainError } from '#domain/shared/domain-error';
import type { CircuitGate, Passage } from './engine-circuit';
import { explainRefusal, tripOver } from './engine-refusal';
import { risingProgress } from './rising-progress';

/**
 * radare2, and where it fails, the fallback within the time that is left. What radare2 could not answer in time is not tried
 * again; what it calls corrupt stays so unless the fallback learns more.
 */
export class ResilientAnalysisEngine extends AnalysisEngine {
  private readonly logger = new Logger(ResilientAnalysisEngine.name);

  constructor(
    private readonly radare2: AnalysisEngine,
    private readonly fallback: AnalysisEngine,
    private readonly clock: Clock,
    private readonly circuit: CircuitGate,
  ) {
    super();
  }

  override async analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (report: EngineReport) => void,
  ): Promise<EngineReport> {
    const started = this.clock.now();
    const report = risingProgress(onProgress);
    const passage = this.circuit.enter();
    const refusal =
      passage === 'barred'
        ? new DomainError('ENGINE_FAILED', this.circuit.fault ?? 'radare2 is not tried.')
        : await this.try(passage, task, report, signal, onInterim);
    if (!(refusal instanceof DomainError)) return refusal;
    // The time of day may have been set back meanwhile.
    const remaining = task.timeoutMs - Math.max(0, this.clock.now() - started);
    if (remaining <= 0) throw refusal;
    return this.fallBack({ ...task, timeoutMs: remaining }, report, signal, refusal);
  }

  /** The report, or the refusal that the fallback is to make good. @throws what it cannot. */
  private async try(
    passage: Passage,
    ...order: Parameters<AnalysisEngine['analyse']>
  ): Promise<EngineReport | DomainError> {
    const [task, , signal] = order;
    try {
      const report = await this.radare2.analyse(...order);
      if (saysOfRadare2(report)) this.circuit.succeed();
      else this.circuit.abandon(passage);
      return report;
    } catch (error) {
      if (!(error instanceof DomainError) || signal.aborted) {
        this.circuit.abandon(passage);
        throw error;
      }
      return this.learnFrom(error, task, passage);
    }
  }

  /** What the refusal says about radare2. @throws it when the fallback is not to make it good. */
  private learnFrom(refusal: DomainError, task: EngineTask, passage: Passage): DomainError {
    if (refusal.code === 'CORRUPT_BINARY') {
      this.circuit.succeed();
      return refusal;
    }
    if (refusal.code === 'ENGINE_FAILED') {
      this.circuit.crash(task.sha256, passage);
      return refusal;
    }
    if (refusal.code === 'SERVICE_UNAVAILABLE') {
      tripOver(refusal, this.circuit, this.logger);
      return new DomainError('ENGINE_FAILED', 'radare2 cannot run.', {
        details: explainRefusal(refusal),
        cause: refusal,
      });
    }
    this.circuit.abandon(passage);
    throw refusal;
  }

  /** What the fallback cannot make good either is radare2's own refusal. */
  private async fallBack(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    refusal: DomainError,
  ): Promise<EngineReport> {
    this.logger.warn({ err: refusal }, 'The fallback answers');
    try {
      const report = await this.fallback.analyse(task, onProgress, signal);
      return { ...report, fallbackReason: explainRefusal(refusal) };
    } catch (error) {
      if (signal.aborted || !(error instanceof DomainError)) throw error;
      throw error.code === 'CORRUPT_BINARY' ? error : refusal;
    }
  }
}

/** Whether radare2 was asked: where we read the code ourselves it was not, but for what only it knows. */
function saysOfRadare2({ stages }: EngineReport): boolean {
  return !stages.some(({ reader }) => reader === 'bin2nlp') || stages.some(({ name }) => name === 'depth');
}
