import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { ReportHealth } from '#application/operations/report-health';
import { MetricsPage } from '#application/ports/metrics.port';
import type { AppConfig } from '#config/app-config';
import type { DomainErrorCode } from '#domain/shared/domain-error';
import { PrometheusMetrics } from '#infrastructure/metrics/prometheus-metrics';
import { ServiceGauges } from '#infrastructure/metrics/service-gauges';
import { UNREADABLE } from '#presentation/http/edge/edge-server';
import { measureRequests } from '#presentation/http/metrics/measure-requests';
import { StartError } from './start-error';

const logger = new Logger('metrics');
const PATHS = new Set(['/metrics', '/v1/metrics']);

/** Has every request recorded; before any other middleware. */
export function measureHttp(app: NestExpressApplication, { features }: AppConfig): void {
  if (!features.performanceMetrics) return;
  const metrics = app.get(PrometheusMetrics, { strict: false });
  app.use(measureRequests(metrics));
  const server: Server = app.getHttpServer();
  server.on(UNREADABLE, (code: DomainErrorCode) => {
    metrics.count('http_errors_total', { code });
  });
  const openConnections = (): Promise<number> =>
    new Promise((resolve, reject) => {
      server.getConnections((error, count) => {
        if (error === null) resolve(count);
        else reject(error);
      });
    });
  const health = app.get(ReportHealth, { strict: false });
  app.get(ServiceGauges, { strict: false }).feed(metrics, openConnections, () => servingOf(health));
}

async function servingOf(health: ReportHealth): Promise<Readonly<Record<string, number>>> {
  const { dependencies } = await health.execute();
  return Object.fromEntries(dependencies.map(({ name, status }) => [name, status === 'unhealthy' ? 0 : 1]));
}

/** Whether the metrics are among the routes of the service itself. */
export function metricsOnOwnPort({ features, metrics }: AppConfig): boolean {
  return features.performanceMetrics && metrics.port === 0;
}

/** A server for the metrics alone, where the configuration gives them a port. Resolves to it once it listens. */
export async function serveMetrics(app: NestExpressApplication, config: AppConfig): Promise<Server | undefined> {
  const { host, port } = config.metrics;
  if (!config.features.performanceMetrics || port === 0) return undefined;
  const page = app.get(MetricsPage, { strict: false });
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 8192 },
    (request, response) => {
      if (request.method !== 'GET' || !PATHS.has((request.url ?? '').split('?', 1).join(''))) {
        response.writeHead(404).end();
        return;
      }
      page.text().then(
        (text) => response.writeHead(200, { 'Content-Type': page.contentType }).end(text),
        (error: unknown) => {
          logger.error({ err: error }, 'Failed to tell the metrics');
          response.writeHead(500).end();
        },
      );
    },
  );
  server.maxConnections = 100;
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new StartError(`Cannot serve metrics on ${host}:${port}: ${String(cause)}. Set BIN2NLP_METRICS__PORT.`, {
      cause,
    });
  }
  return server;
}
