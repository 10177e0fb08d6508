import { Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type {
  CounterLabels,
  CounterName,
  HistogramLabels,
  HistogramName,
  MetricsPage,
} from '#application/ports/metrics.port';
import { Metrics } from '#application/ports/metrics.port';
import type { GaugeName, Instrument } from './instruments';
import { COUNTERS, GAUGES, HISTOGRAMS } from './instruments';

/** A gauge's value, or one for each value of its label. */
export type Reading = number | Readonly<Record<string, number>>;

/** What happens in this process, in the text format of Prometheus. Each instance has a registry of its own. */
export class PrometheusMetrics extends Metrics implements MetricsPage {
  private readonly logger = new Logger(PrometheusMetrics.name);
  private readonly registry = new Registry();
  private readonly counters = new Map<string, Counter>();
  private readonly histograms = new Map<string, Histogram>();
  private readonly sources = new Map<GaugeName, () => Promise<Reading>>();

  constructor() {
    super();
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    for (const [name, { help, labels, values }] of Object.entries<Instrument>(COUNTERS)) {
      const counter = new Counter({ name, help, labelNames: labels, registers });
      for (const value of values ?? []) counter.inc({ [labels[0] ?? '']: value }, 0);
      this.counters.set(name, counter);
    }
    for (const [name, { help, labels, buckets }] of Object.entries(HISTOGRAMS)) {
      this.histograms.set(name, new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers }));
    }
    for (const name of Object.keys(GAUGES) as GaugeName[]) this.addGauge(name);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  count<Name extends CounterName>(name: Name, labels: CounterLabels[Name], by = 1): void {
    this.counters.get(name)?.inc(labels as Record<string, string | number>, by);
  }

  observe<Name extends HistogramName>(name: Name, labels: HistogramLabels[Name], value: number): void {
    this.histograms.get(name)?.observe(labels as Record<string, string>, value);
  }

  /** Says where a gauge is read from. */
  readGauge(name: GaugeName, source: () => Promise<Reading>): void {
    this.sources.set(name, source);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private addGauge(name: GaugeName): void {
    const { help, labels } = GAUGES[name];
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      collect: async () => {
        await this.collect(name, gauge);
      },
    });
  }

  /** Without its source, or while that does not answer, the gauge has no value: the last one would be a lie. */
  private async collect(name: GaugeName, gauge: Gauge): Promise<void> {
    gauge.reset();
    const [label] = GAUGES[name].labels;
    // Without a label, a reset sets it to 0.
    if (label === undefined) gauge.remove();
    const source = this.sources.get(name);
    if (source === undefined) return;
    try {
      const reading = await source();
      if (typeof reading === 'number') gauge.set(reading);
      else for (const [value, amount] of Object.entries(reading)) gauge.set({ [label ?? '']: value }, amount);
    } catch (error) {
      this.logger.debug({ err: error }, `Failed to read ${name}`);
    }
  }
}
