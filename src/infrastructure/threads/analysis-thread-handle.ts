import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { MadeDocument } from '#application/ports/document-maker.port';
import type { FinishedSpan } from '#application/ports/tracing.port';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import { writeRelayed } from './relayed-logger';
import type { Measurement } from './relayed-metrics';
import type { ThreadCode } from './thread-channel';
import { ThreadChannel } from './thread-channel';
import { brokenBy } from './thread-fault';
import type { AnalysisTold, CircuitEvent, MakeMessage, ThreadSettings } from './thread-messages';

/** How long a thread may take to end its programs once it was called off. */
const ABORT_GRACE_MS = 1500;

/** How the code of a thread is loaded, and how far it may go. */
export interface AnalysisProgram extends ThreadCode {
  readonly settings: ThreadSettings;
  /** A file that makes our own readers take more costs its own job, not the service. */
  readonly heapMb: number;
  /** Milliseconds beyond the analysis' own timeout: for judging and packing; then it hangs. */
  readonly overtimeMs: number;
}

export interface OrderListener {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly onInterim: (content: MadeDocument['content']) => void;
  readonly onCircuit: (event: CircuitEvent) => void;
  readonly onMeasurement: (measurement: Measurement) => void;
  readonly onSpan: (span: FinishedSpan) => void;
}

/**
 * One analysis thread, as the process sees it: takes one order at a time. One that does not answer in time, or breaks, is
 * ended, and the programs that it started end with it: the sandbox binds them to the thread.
 */
export class AnalysisThread {
  private readonly channel: ThreadChannel<MakeMessage, AnalysisTold>;
  private listener: OrderListener | undefined;

  constructor(private readonly program: AnalysisProgram) {
    this.channel = new ThreadChannel(program, {
      onTold: (told) => {
        this.receive(told);
      },
      refusalFor: (error) => (error === undefined ? endedByItself() : brokenBy(error, program.heapMb)),
    });
    this.channel.start();
  }

  /** Whether it can take further orders. */
  get isAlive(): boolean {
    return this.channel.isStarted;
  }

  /** @throws what the analysis throws; the signal's reason when it aborts; `ANALYSIS_TIMEOUT` when the thread hangs. */
  async make(message: MakeMessage, listener: OrderListener, signal: AbortSignal): Promise<MadeDocument> {
    if (this.listener !== undefined) throw new Error('The analysis thread is busy');
    signal.throwIfAborted();
    // It may have ended since it was taken; another one is for its owner to start.
    if (!this.isAlive) throw endedByItself();
    this.listener = listener;
    const { answer, callOff } = this.channel.order(message);
    let grace: NodeJS.Timeout | undefined;
    const abort = (): void => {
      callOff();
      grace = setTimeout(() => void this.end(), ABORT_GRACE_MS);
    };
    const timeout = setTimeout(
      () => void this.channel.fail(hanging()),
      message.order.job.options.timeoutSeconds * SECOND_MS + this.program.overtimeMs,
    );
    signal.addEventListener('abort', abort);
    try {
      return (await answer) as MadeDocument;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      this.listener = undefined;
      signal.removeEventListener('abort', abort);
      clearTimeout(timeout);
      clearTimeout(grace);
    }
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    await this.channel.end();
  }

  private receive(told: AnalysisTold): void {
    switch (told.kind) {
      case 'progress':
        this.listener?.onProgress(told.progress);
        break;
      case 'interim':
        this.listener?.onInterim(told.content);
        break;
      case 'circuit':
        this.listener?.onCircuit(told.event);
        break;
      case 'measured':
        this.listener?.onMeasurement(told.measurement);
        break;
      case 'traced':
        this.listener?.onSpan(told.span);
        break;
      case 'log':
        writeRelayed(told.record);
        break;
    }
  }
}

function endedByItself(): Error {
  return new Error('The analysis thread ended by itself');
}

function hanging(): DomainError {
  return new DomainError('ANALYSIS_TIMEOUT', 'The analysis did not end in time and was stopped.', {
    remediation: 'Submit it again with a longer timeout.',
  });
}
