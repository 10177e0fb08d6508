import type { MeasuredTimes } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import type { RunKind } from '#domain/jobs/run-kind';
import { PACE_AT_FIRST, paceOf, runKindName, weigh } from '#domain/jobs/run-kind';

/** Measured times in memory. */
export class FakeRunTimes extends RunTimes {
  private readonly means = new Map<string, number>();
  private readonly runs = new Map<string, number>();

  async recordRun(kind: RunKind, milliseconds: number): Promise<void> {
    await Promise.resolve();
    const name = runKindName(kind);
    this.record('run', milliseconds);
    this.means.set('pace', weigh(this.means.get('pace') ?? PACE_AT_FIRST, paceOf(kind, milliseconds)));
    this.record(name, milliseconds);
    this.runs.set(name, (this.runs.get(name) ?? 0) + 1);
  }

  async recordWait(milliseconds: number): Promise<void> {
    await Promise.resolve();
    this.record('wait', milliseconds);
  }

  async read(): Promise<MeasuredTimes> {
    await Promise.resolve();
    const [runMs, waitMs, pace] = [this.means.get('run'), this.means.get('wait'), this.means.get('pace')];
    return {
      ...(runMs !== undefined && { runMs }),
      ...(waitMs !== undefined && { waitMs }),
      ...(pace !== undefined && { pace }),
      ofKind: (kind) => {
        const [meanMs, runs] = [this.means.get(runKindName(kind)), this.runs.get(runKindName(kind))];
        return meanMs === undefined || runs === undefined ? undefined : { meanMs, runs };
      },
    };
  }

  private record(name: string, value: number): void {
    this.means.set(name, weigh(this.means.get(name), value));
  }
}
