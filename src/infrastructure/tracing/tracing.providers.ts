import type { Provider } from '@nestjs/common';

import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import { NoTracing } from './no-tracing';

/** What a service says of itself to who receives its spans. */
export abstract class TracedService {
  abstract readonly version: string;
  /** Names this process among those of the service. */
  abstract readonly instance: string;
}

/** OpenTelemetry is loaded where it is on: off, it costs neither time nor memory. */
export const TRACING_PROVIDER: Provider = {
  provide: Tracing,
  inject: [AppConfig, TracedService],
  useFactory: async ({ tracing }: AppConfig, service: TracedService): Promise<Tracing> => {
    if (!tracing.enabled) return new NoTracing();
    const { OtelTracing } = await import('./otel-tracing.js');
    const { serviceName, serviceInstance, endpoint, sampleRatio, trustCallers } = tracing;
    const instance = serviceInstance === '' ? service.instance : serviceInstance;
    return new OtelTracing({
      endpoint,
      headers: headersIn(tracing.headers),
      sampleRatio,
      trustCallers,
      service: { name: serviceName, version: service.version, instance },
    });
  },
};

/** `name=value,name=value`, values percent-encoded where they must be, as OpenTelemetry's own variables have them. */
function headersIn(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decoded(pair.slice(at + 1))];
    }),
  );
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
