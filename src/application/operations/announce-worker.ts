import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { EngineProbe } from '#application/ports/engine-probe.port';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { DomainError } from '#domain/shared/domain-error';

/** What this worker says of itself. */
export interface WorkerLoad {
  readonly id: string;
  readonly host: string;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  readonly concurrency: number;
  readonly load: number;
  readonly smallJobSlots: number;
  readonly processedJobs: number;
  readonly capabilities: readonly string[];
  readonly reads: readonly string[];
}

/** Keeps a worker in the registry, with the engine that it can run or the reason why it cannot. */
@Injectable()
export class AnnounceWorker {
  constructor(
    private readonly workers: WorkerRegistry,
    private readonly engine: EngineProbe,
    private readonly clock: Clock,
  ) {}

  async execute(worker: WorkerLoad): Promise<WorkerRecord> {
    const record: WorkerRecord = { ...worker, heartbeatAt: this.clock.now(), ...(await this.capability()) };
    await this.workers.announce(record);
    return record;
  }

  private async capability(): Promise<Pick<WorkerRecord, 'engine' | 'fault'>> {
    try {
      return { engine: await this.engine.identity() };
    } catch (error) {
      return { fault: explain(error) };
    }
  }
}

/** All that an operator needs to mend it, in one line. */
function explain(error: unknown): string {
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const details = typeof error.details === 'string' ? `(${error.details})` : undefined;
  return [error.message, details, error.remediation].filter((part) => part !== undefined).join(' ');
}
