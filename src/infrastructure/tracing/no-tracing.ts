import type { OpenSpan, RequestEnd, SpanStart } from '#application/ports/tracing.port';
import { Tracing } from '#application/ports/tracing.port';

const NO_END: RequestEnd = () => undefined;
const NO_SPAN: OpenSpan = { add: () => undefined };

/** Where nothing is traced. */
export class NoTracing extends Tracing {
  override serve(work: (end: RequestEnd) => void): void {
    work(NO_END);
  }

  override adopt(): void {
    // Nothing is part of anything.
  }

  override within<Result>(_span: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result> {
    return work(NO_SPAN);
  }

  override record(): void {
    // Nobody is told.
  }
}
