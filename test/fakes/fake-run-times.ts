import type { MeasuredTimes, RunKind } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import { runKindName, weigh } from '#domain/jobs/run-kind';

/** Measured times in memory. */
export class FakeRunTimes extends RunTimes {
  private readonly means = new Map<string, number>();

  async recordRun(kind: RunKind, milliseconds: number): Promise<void> {
    await Promise.resolve();
    this.record('run', milliseconds);
    this.record(runKindName(kind), milliseconds);
  }

  async recordWait(milliseconds: number): Promise<void> {
    await Promise.resolve();
    this.record('wait', milliseconds);
  }

  async read(): Promise<MeasuredTimes> {
    await Promise.resolve();
    const [runMs, waitMs] = [this.means.get('run'), this.means.get('wait')];
    return {
      ...(runMs !== undefined && { runMs }),
      ...(waitMs !== undefined && { waitMs }),
      ofKind: (kind) => this.means.get(runKindName(kind)),
    };
  }

  private record(name: string, value: number): void {
    this.means.set(name, weigh(this.means.get(name), value));
  }
}
