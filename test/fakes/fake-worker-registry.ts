import type { Clock } from '#application/ports/clock.port';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { newestEngine, WorkerRegistry } from '#application/ports/worker-registry.port';
import { FakeClock } from './fake-clock';

/** Workers in memory. */
export class FakeWorkerRegistry extends WorkerRegistry {
  private readonly workers = new Map<string, { readonly record: WorkerRecord; readonly until: number }>();

  private lastEngine: string | undefined;

  constructor(
    private readonly clock: Clock = new FakeClock(),
    private readonly silenceMs = 15_000,
  ) {
    super();
  }

  async announce(record: WorkerRecord): Promise<void> {
    await Promise.resolve();
    this.lastEngine = record.engine?.engineVersion ?? this.lastEngine;
    this.workers.set(record.id, { record, until: this.clock.now() + this.silenceMs });
  }

  async withdraw(id: string): Promise<void> {
    await Promise.resolve();
    this.workers.delete(id);
  }

  async live(): Promise<readonly WorkerRecord[]> {
    await Promise.resolve();
    return [...this.workers.values()].filter(({ until }) => until > this.clock.now()).map(({ record }) => record);
  }

  async engineVersion(): Promise<string | undefined> {
    return newestEngine(await this.live()) ?? this.lastEngine;
  }
}
