import { Metrics } from '#application/ports/metrics.port';

/** For the flag `performance_metrics` off. */
export class SilentMetrics extends Metrics {
  count(): void {
    return;
  }

  observe(): void {
    return;
  }
}
