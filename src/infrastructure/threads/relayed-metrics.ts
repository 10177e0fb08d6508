import type { CounterLabels, CounterName, HistogramLabels, HistogramName } from '#application/ports/metrics.port';
import { Metrics } from '#application/ports/metrics.port';

/** What one call of `Metrics` was told. */
export type Measurement = CounterIncrement | HistogramValue;

type CounterIncrement<Names extends CounterName = CounterName> = {
  readonly [Name in Names]: { readonly counter: Name; readonly labels: CounterLabels[Name]; readonly by: number };
}[Names];

type HistogramValue<Names extends HistogramName = HistogramName> = {
  readonly [Name in Names]: {
    readonly histogram: Name;
    readonly labels: HistogramLabels[Name];
    readonly value: number;
  };
}[Names];

/** The metrics of a thread: the process records what it is told. */
export class RelayedMetrics extends Metrics {
  constructor(private readonly tell: (measurement: Measurement) => void) {
    super();
  }

  override count<Name extends CounterName>(name: Name, labels: CounterLabels[Name], by = 1): void {
    this.tell({ counter: name, labels, by } as CounterIncrement);
  }

  override observe<Name extends HistogramName>(name: Name, labels: HistogramLabels[Name], value: number): void {
    this.tell({ histogram: name, labels, value } as HistogramValue);
  }
}

/** Records here what was measured there. */
export function record(measurement: Measurement, metrics: Metrics): void {
  if ('counter' in measurement) metrics.count(measurement.counter, measurement.labels, measurement.by);
  else metrics.observe(measurement.histogram, measurement.labels, measurement.value);
}
