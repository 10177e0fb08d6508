import { Logger } from '@nestjs/common';

import type { EngineIdentity, EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { Clock } from '#application/ports/clock.port';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import type { CircuitGate, Passage } from './engine-circuit';

const REASON_LIMIT = 512;

/**
 * radare2, and where it fails, the fallback within the time that is left. What radare2 could not answer in time is not tried
 * again; what it calls corrupt stays so unless the fallback learns more.
 */
export class ResilientAnalysisEngine extends AnalysisEngine {
  private readonly logger = new Logger(ResilientAnalysisEngine.name);
  /** As radare2 last gave it. */
  private known: EngineIdentity | undefined;
  private isUnavailable = false;

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
  ): Promise<EngineReport> {
    const started = this.clock.now();
    const report = rising(onProgress);
    const passage = this.circuit.enter();
    const refusal =
      passage === 'barred'
        ? new DomainError('ENGINE_FAILED', this.circuit.fault ?? 'radare2 is not tried.')
        : await this.try(task, report, signal, passage);
    if (!(refusal instanceof DomainError)) return refusal;
    // The time of day may have been set back meanwhile.
    const remaining = task.timeoutMs - Math.max(0, this.clock.now() - started);
    if (remaining <= 0) throw refusal;
    return this.fallBack({ ...task, timeoutMs: remaining }, report, signal, refusal);
  }

  /** Without radare2 it is the fallback's, and says so. Never probes more often than the circuit tries. */
  override async identity(): Promise<EngineIdentity> {
    if (!this.circuit.isOpen) {
      try {
        this.known = await this.radare2.identity();
        if (this.isUnavailable) this.circuit.succeed();
        this.isUnavailable = false;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'SERVICE_UNAVAILABLE') throw error;
        this.trip(error);
      }
    }
    const { fault } = this.circuit;
    const identity = this.known ?? (await this.fallback.identity());
    return fault === undefined ? identity : { ...identity, degraded: fault };
  }

  /** The report, or the refusal that the fallback is to make good. @throws what it cannot. */
  private async try(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    passage: Passage,
  ): Promise<EngineReport | DomainError> {
    try {
      const report = await this.radare2.analyse(task, onProgress, signal);
      this.circuit.succeed();
      return report;
    } catch (error) {
      if (!(error instanceof DomainError) || signal.aborted) {
        this.circuit.abandon(passage);
        throw error;
      }
      return this.judge(error, task, passage);
    }
  }

  /** What the refusal says about radare2. @throws it when the fallback is not to make it good. */
  private judge(refusal: DomainError, task: EngineTask, passage: Passage): DomainError {
    if (refusal.code === 'CORRUPT_BINARY') {
      this.circuit.succeed();
      return refusal;
    }
    if (refusal.code === 'ENGINE_FAILED') {
      this.circuit.crash(task.sha256, passage);
      return refusal;
    }
    if (refusal.code === 'SERVICE_UNAVAILABLE') {
      this.trip(refusal);
      return new DomainError('ENGINE_FAILED', 'radare2 cannot run.', { details: explain(refusal), cause: refusal });
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
      return { ...report, fallbackReason: explain(refusal) };
    } catch (error) {
      if (signal.aborted || !(error instanceof DomainError)) throw error;
      throw error.code === 'CORRUPT_BINARY' ? error : refusal;
    }
  }

  private trip(cause: DomainError): void {
    this.isUnavailable = true;
    this.circuit.trip(`radare2 cannot run: ${explain(cause)}`);
    this.logger.error({ err: cause }, 'radare2 cannot run; files are read without it');
  }
}

/** What radare2 printed may come from the sample. */
function explain({ message, details }: DomainError): string {
  return tameText(typeof details === 'string' ? `${message} ${details}` : message, REASON_LIMIT);
}

/** Two engines, one progress: it never falls. */
function rising(onProgress: (progress: EngineProgress) => void): (progress: EngineProgress) => void {
  let highest = 0;
  return ({ stage, percent }) => {
    highest = Math.max(highest, percent);
    onProgress({ stage, percent: highest });
  };
}
