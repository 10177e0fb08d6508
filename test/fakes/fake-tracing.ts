import type { FinishedSpan, OpenSpan, RequestEnd, SpanStart } from '#application/ports/tracing.port';
import { Tracing } from '#application/ports/tracing.port';

/** Remembers what callers were believed. */
export class FakeTracing extends Tracing {
  readonly adopted: string[] = [];
  readonly recorded: FinishedSpan[] = [];

  serve(work: (end: RequestEnd) => void): void {
    work(() => undefined);
  }

  adopt(parent: string): void {
    this.adopted.push(parent);
  }

  within<Result>(_span: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result> {
    return work({ add: () => undefined });
  }

  record(span: FinishedSpan): void {
    this.recorded.push(span);
  }
}
