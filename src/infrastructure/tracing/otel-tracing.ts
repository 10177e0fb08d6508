import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Attributes, Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';

import type { FinishedSpan, OpenSpan, RequestEnd, SpanAttributes, SpanStart } from '#application/ports/tracing.port';
import { Tracing } from '#application/ports/tracing.port';
import { DomainError } from '#domain/shared/domain-error';
import { readTraceParent, traceParentOf } from './trace-parent';
import { WatchedExporter } from './watched-exporter';

/** What waits for its receiver, some 2 MB; what finds no room is lost. */
const QUEUE = { maxQueueSize: 4096, maxExportBatchSize: 512, scheduledDelayMillis: 2000, exportTimeoutMillis: 5000 };
/** For what is left at the end. */
const FLUSH_MS = 3000;

const KINDS = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL } as const;

export interface OtelSettings {
  /** OTLP over HTTP, whole: `http://collector:4318/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the traces that begin here: 0 to 1. */
  readonly sampleRatio: number;
  /** Known callers decide for their requests which trace they are part of, and whether it is sampled. */
  readonly trustCallers: boolean;
  readonly service: { readonly name: string; readonly version: string; readonly instance: string };
}

/** What is under way: a span, begun when it is first needed. */
interface Scope {
  span: Span | undefined;
  /** What the caller of a request says that it is part of. */
  caller: SpanContext | undefined;
  readonly startedAt: number;
}

/** Traces by OpenTelemetry's SDK. Nothing of it is global, and only this file and its neighbours know of it. */
export class OtelTracing extends Tracing implements OnApplicationShutdown {
  private readonly underWay = new AsyncLocalStorage<Scope>();
  private readonly provider: NodeTracerProvider;
  private readonly tracer: Tracer;

  constructor(private readonly settings: OtelSettings) {
    super();
    const { service, endpoint: url, headers, sampleRatio } = settings;
    const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: QUEUE.exportTimeoutMillis });
    this.provider = new NodeTracerProvider({
      resource: resourceFromAttributes({
        'service.name': service.name,
        'service.version': service.version,
        'service.instance.id': service.instance,
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
      spanProcessors: [new BatchSpanProcessor(new WatchedExporter(exporter), QUEUE)],
    });
    this.tracer = this.provider.getTracer(service.name, service.version);
  }

  override serve(work: (end: RequestEnd) => void): void {
    const scope: Scope = { span: undefined, caller: undefined, startedAt: Date.now() };
    this.underWay.run(scope, () => {
      work((name, attributes) => {
        const span = this.spanOf(scope);
        span.updateName(name);
        span.setAttributes(attributes as Attributes);
        if ((attributes['http.response.status_code'] ?? 0) >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
    });
  }

  override adopt(parent: string): void {
    const scope = this.underWay.getStore();
    if (scope?.span === undefined && scope !== undefined) scope.caller = readTraceParent(parent);
  }

  override async within<Result>(start: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result> {
    const span = this.begin(start, Date.now());
    const open: OpenSpan = {
      parent: traceParentOf(span.spanContext()),
      add: (attributes) => {
        span.setAttributes(attributes as Attributes);
      },
    };
    try {
      return await this.underWay.run({ span, caller: undefined, startedAt: 0 }, () => work(open));
    } catch (error) {
      // Never its words: they may quote the sample.
      this.fail(span, error instanceof DomainError ? error.code : 'fault');
      throw error;
    } finally {
      span.end();
    }
  }

  override record(finished: FinishedSpan): void {
    const span = this.begin(finished, finished.startedAt);
    const failure = finished.attributes['error.type'];
    if (failure !== undefined) this.fail(span, failure);
    span.end(finished.endedAt);
  }

  /** Has told what was left, or has given up. */
  async onApplicationShutdown(): Promise<void> {
    const gaveUp = new AbortController();
    const flushed = this.provider.shutdown().catch(() => undefined);
    await Promise.race([flushed, delay(FLUSH_MS, undefined, { signal: gaveUp.signal }).catch(() => undefined)]);
    gaveUp.abort();
  }

  private begin({ name, kind, attributes, parent }: SpanStart, startTime: number): Span {
    const options = { kind: KINDS[kind], attributes: attributes as Attributes, startTime };
    return this.tracer.startSpan(name, options, this.contextOf(parent));
  }

  private contextOf(parent: string | undefined): Context {
    if (parent !== undefined) {
      const context = readTraceParent(parent);
      return context === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
    }
    const scope = this.underWay.getStore();
    return scope === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, this.spanOf(scope));
  }

  /**
   * A caller who is not trusted gets a link: whoever chooses the trace's id and its sampled flag could have every request sampled,
   * or hide in somebody else's trace.
   */
  private spanOf(scope: Scope): Span {
    const { caller: context, startedAt: startTime } = scope;
    const { trustCallers } = this.settings;
    const isPart = context !== undefined && trustCallers;
    scope.span ??= this.tracer.startSpan(
      'request',
      { kind: SpanKind.SERVER, startTime, ...(context !== undefined && !isPart && { links: [{ context }] }) },
      isPart ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT,
    );
    return scope.span;
  }

  private fail(span: Span, type: NonNullable<SpanAttributes['error.type']>): void {
    span.setAttribute('error.type', type);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
}
