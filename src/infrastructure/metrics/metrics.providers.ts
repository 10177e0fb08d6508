import type { Provider } from '@nestjs/common';

import { Metrics, MetricsPage } from '#application/ports/metrics.port';
import { PrometheusMetrics } from './prometheus-metrics';
import { ServiceGauges } from './service-gauges';
import { SilentMetrics } from './silent-metrics';
import { StorageMetrics } from './storage-metrics';

/** Nothing is recorded where the flag `performance_metrics` is off. */
export function metricsProviders(enabled: boolean): readonly Provider[] {
  if (!enabled) return [{ provide: Metrics, useClass: SilentMetrics }];
  return [
    PrometheusMetrics,
    { provide: Metrics, useExisting: PrometheusMetrics },
    { provide: MetricsPage, useExisting: PrometheusMetrics },
    ServiceGauges,
    StorageMetrics,
  ];
}
