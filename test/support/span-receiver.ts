import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Of OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding) what tests look at. */
interface Told {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}
interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1 internal, 2 server, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: readonly OtlpAttribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

export interface ReceivedSpan extends Omit<OtlpSpan, 'attributes'> {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** Takes spans by OTLP over HTTP, as a collector would. */
export class SpanReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Of each request. */
  readonly headers: Readonly<Record<string, unknown>>[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param port 0: any. */
  static async start(port = 0): Promise<SpanReceiver> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new SpanReceiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`);
    server.on('request', (request, response) => {
      receiver.headers.push(request.headers);
      json(request).then(
        (told) => {
          receiver.take(told as Told);
          response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
        },
        () => response.destroy(),
      );
    });
    return receiver;
  }

  named(name: string): readonly ReceivedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take({ resourceSpans }: Told): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({ ...span, attributes: read(span.attributes), resource: read(resource.attributes) });
      }
    }
  }
}

function read(attributes: readonly OtlpAttribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue } }) => [key, stringValue ?? Number(intValue)]),
  );
}
