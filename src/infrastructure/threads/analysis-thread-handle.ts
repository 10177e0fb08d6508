import { Worker } from 'node:worker_threads';

import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { MadeDocument } from '#application/ports/document-maker.port';
import { DomainError } from '#domain/shared/domain-error';
import { revived } from './portable-error';
import { writeRelayed } from './relayed-logger';
import type { Measurement } from './relayed-metrics';
import { brokenBy } from './thread-fault';
import type { CircuitEvent, FromThread, MakeMessage, ThreadSettings, ToThread } from './thread-messages';

/** How long a thread may take to end its programs once it was called off. */
const ABORT_GRACE_MS = 1500;

/** How the code of a thread is loaded, and how far it may go. */
export interface ThreadProgram {
  readonly file: string;
  readonly nodeArguments: readonly string[];
  readonly settings: ThreadSettings;
  /** A file that makes our own readers take more costs its own job, not the service. */
  readonly heapMb: number;
  /** Milliseconds beyond the analysis' own timeout: for judging and packing; then it hangs. */
  readonly overtimeMs: number;
}

export interface OrderListener {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly onCircuit: (event: CircuitEvent) => void;
  readonly onMeasurement: (measurement: Measurement) => void;
}

interface PendingOrder extends OrderListener {
  readonly resolve: (made: MadeDocument) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One analysis thread, as the process sees it: takes one order at a time. One that does not answer in time, or breaks, is
 * ended, and the programs that it started end with it: the sandbox binds them to the thread.
 */
export class AnalysisThread {
  private readonly worker: Worker;
  private readonly gone: Promise<void>;
  private pending: PendingOrder | undefined;
  private ended = false;

  constructor(private readonly program: ThreadProgram) {
    const { file, nodeArguments, settings, heapMb } = program;
    this.worker = new Worker(file, {
      workerData: settings,
      // Otherwise it has the process's own, of which some may not be passed on by hand, such as the size of the heap.
      ...(nodeArguments.length > 0 && { execArgv: [...nodeArguments] }),
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    this.worker.on('message', (message: FromThread) => {
      this.receive(message);
    });
    this.worker.on('error', (error) => {
      this.fail(brokenBy(error, heapMb));
    });
    this.gone = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.fail(new Error('The analysis thread ended by itself'));
        resolve();
      });
    });
  }

  /** Whether it can take further orders. */
  get isAlive(): boolean {
    return !this.ended;
  }

  /** @throws what the analysis throws; the signal's reason when it aborts; `ANALYSIS_TIMEOUT` when the thread hangs. */
  async make(message: MakeMessage, listener: OrderListener, signal: AbortSignal): Promise<MadeDocument> {
    if (this.pending !== undefined) throw new Error('The analysis thread is busy');
    signal.throwIfAborted();
    let grace: NodeJS.Timeout | undefined;
    const abort = (): void => {
      this.send({ kind: 'abort' });
      grace = setTimeout(() => void this.end(), ABORT_GRACE_MS);
    };
    const timeout = setTimeout(
      () => {
        this.fail(hanging());
        void this.end();
      },
      message.order.job.options.timeoutSeconds * 1000 + this.program.overtimeMs,
    );
    signal.addEventListener('abort', abort);
    try {
      return await new Promise((resolve, reject) => {
        this.pending = { ...listener, resolve, reject };
        this.send(message);
      });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
      clearTimeout(timeout);
      clearTimeout(grace);
    }
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    this.ended = true;
    await this.worker.terminate();
    await this.gone;
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case 'progress':
        this.pending?.onProgress(message.progress);
        break;
      case 'circuit':
        this.pending?.onCircuit(message.event);
        break;
      case 'measured':
        this.pending?.onMeasurement(message.measurement);
        break;
      case 'log':
        writeRelayed(message.record);
        break;
      case 'made':
        this.take()?.resolve(message.made);
        break;
      case 'failed':
        this.take()?.reject(revived(message.error));
        break;
    }
  }

  private send(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private fail(error: Error): void {
    this.ended = true;
    this.take()?.reject(error);
  }

  private take(): PendingOrder | undefined {
    const { pending } = this;
    this.pending = undefined;
    return pending;
  }
}

function hanging(): DomainError {
  return new DomainError('ANALYSIS_TIMEOUT', 'The analysis did not end in time and was stopped.', {
    remediation: 'Submit it again with a longer timeout.',
  });
}
