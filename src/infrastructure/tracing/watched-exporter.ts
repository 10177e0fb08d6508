import { Logger } from '@nestjs/common';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** An exporter that says once that spans are lost, and once that they are not any more. */
export class WatchedExporter implements SpanExporter {
  private readonly logger = new Logger('tracing');
  private lost = 0;

  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans, (result) => {
      // Its kind is an enum of OpenTelemetry's core: SUCCESS is 0, FAILED is 1.
      if (!result.code) this.arrived();
      else this.failed(spans.length, result.error);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  private arrived(): void {
    if (this.lost === 0) return;
    this.logger.log(`Spans arrive again; ${this.lost} and those that found no room were lost`);
    this.lost = 0;
  }

  private failed(spans: number, error: Error | undefined): void {
    if (this.lost === 0) {
      this.logger.warn(
        `Spans are lost until their receiver takes them again: ${error?.message ?? 'no reason is known'}`,
      );
    }
    this.lost += spans;
  }
}
