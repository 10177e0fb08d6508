import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { StageStatus } from '#domain/document/stages';
import type { DomainErrorCode } from '#domain/shared/domain-error';
import type { ExecutableFormat } from '#domain/shared/executable-header';

/** W3C Trace Context, level 1: `00-{trace id}-{span id}-{flags}`. */
export type TraceParent = string;

/** All that a span may say. Nothing of it is a client's or a sample's own text: no file names, strings, keys or addresses. */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** The template, never the path. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'messaging.system'?: 'bullmq';
  readonly 'messaging.destination.name'?: string;
  readonly 'messaging.operation.type'?: 'send' | 'process';
  readonly 'process.executable.name'?: string;
  readonly 'bin2nlp.job_id'?: string;
  readonly 'bin2nlp.request_id'?: string;
  /** Of the sample, in hexadecimal. */
  readonly 'bin2nlp.sha256'?: string;
  readonly 'bin2nlp.format'?: ExecutableFormat;
  readonly 'bin2nlp.depth'?: AnalysisDepth;
  readonly 'bin2nlp.outcome'?: StageStatus | 'done' | 'handed-back' | 'not-ours' | 'radare2' | 'fallback';
  readonly 'error.type'?: DomainErrorCode | 'fault' | 'exit';
}

export interface SpanStart {
  readonly name: string;
  readonly kind: 'producer' | 'consumer' | 'internal';
  readonly attributes: SpanAttributes;
  /** Without it, the span under way. */
  readonly parent?: TraceParent;
}

/** Epoch milliseconds, with fractions. It failed where `error.type` is there. */
export interface FinishedSpan extends SpanStart {
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface OpenSpan {
  /** For another process or thread; `undefined` where nothing is traced. */
  readonly parent?: TraceParent;
  readonly add: (attributes: SpanAttributes) => void;
}

/** Ends the span of a request. */
export type RequestEnd = (name: string, attributes: SpanAttributes) => void;

/** Tells what took how long, of which request or job. Never throws itself, and never waits for who is told. */
export abstract class Tracing {
  /**
   * Runs the work of one request within its span, which begins a trace of its own. One that is not ended is not told, unless
   * something of it was.
   */
  abstract serve(work: (end: RequestEnd) => void): void;

  /**
   * What the caller of the request under way says that it is part of. Only for callers that are known, and before anything else is
   * told of the request; what is not well-formed is passed over.
   */
  abstract adopt(parent: string): void;

  /** Runs work within a span; what that begins are its children. Fails as the work fails. */
  abstract within<Result>(span: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result>;

  /** Tells of what is over. */
  abstract record(span: FinishedSpan): void;
}
