import { Metrics } from '#application/ports/metrics.port';

/** Remembers everything that it was told, as `name{label=value}`. */
export class FakeMetrics extends Metrics {
  readonly counts: Record<string, number> = {};
  readonly observed: Record<string, number[]> = {};

  count(name: string, labels: object, by = 1): void {
    const key = keyOf(name, labels);
    this.counts[key] = (this.counts[key] ?? 0) + by;
  }

  observe(name: string, labels: object, value: number): void {
    (this.observed[keyOf(name, labels)] ??= []).push(value);
  }
}

function keyOf(name: string, labels: object): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${String(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}
