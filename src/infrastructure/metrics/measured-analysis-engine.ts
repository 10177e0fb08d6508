import type { EngineReport } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { Metrics } from '#application/ports/metrics.port';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';

/** An engine whose stages and failures are recorded. */
export class MeasuredAnalysisEngine extends AnalysisEngine {
  constructor(
    private readonly engine: AnalysisEngine,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override async analyse(...order: Parameters<AnalysisEngine['analyse']>): Promise<EngineReport> {
    const [task, , signal] = order;
    const started = performance.now();
    const { depth, header } = task;
    try {
      const report = await this.engine.analyse(...order);
      for (const { name, status, elapsed_ms: ms } of report.stages) {
        if (status !== 'skipped') this.took({ depth, format: header.format, stage: name }, ms);
      }
      this.took({ depth, format: header.format, stage: 'total' }, performance.now() - started);
      return report;
    } catch (error) {
      // What was called off says nothing about the engine.
      if (!signal.aborted) {
        const reason = error instanceof DomainError ? error.code : 'INTERNAL_ERROR';
        this.metrics.count('engine_failures_total', { reason });
      }
      throw error;
    }
  }

  private took(labels: Parameters<typeof this.metrics.observe<'analysis_duration_seconds'>>[1], ms: number): void {
    this.metrics.observe('analysis_duration_seconds', labels, ms / SECOND_MS);
  }
}
