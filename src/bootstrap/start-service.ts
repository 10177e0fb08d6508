import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';

import { ServiceState } from '#application/operations/service-state';
import { Tracing } from '#application/ports/tracing.port';
import type { AppConfig } from '#config/app-config';
import type { BuildInfo } from '#config/build-info';
import { UNKNOWN_BUILD } from '#config/build-info';
import { queuePlace } from '#config/redis-place';
import { SECOND_MS } from '#domain/shared/quantities';
import { ExposedDirectory } from '#infrastructure/filesystem/exposed-directory';
import { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { serviceLogger } from '#infrastructure/logging/service-log';
import { ServiceLogger } from '#infrastructure/logging/service-logger';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { PrivateRedis } from '#infrastructure/redis/private/private-redis';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { EdgeAdapter } from '#presentation/http/edge/edge-adapter';
import { traceRequests } from '#presentation/http/metrics/trace-requests';
import type { AboutService } from '#presentation/http/system/about-service';
import { beginWork } from './begin-work';
import { configureHttp, serveDocs } from './configure-http';
import { HealthWatch } from './health-watch';
import { drain, listen } from './http-listener';
import { PressureWatch } from './pressure-watch';
import { Reconciler } from './reconciler';
import { RootModule } from './root.module';
import { measureHttp, serveMetrics } from './serve-metrics';
import { StartError } from './start-error';
import { VERSION } from './version';
import { WebhookWatch } from './webhook-watch';
import { withRedis } from './with-redis';
import { WorkerLifecycle } from './worker-lifecycle';

/** What of the environment programs are found by; main.ts reads it. */
export interface HostPath {
  readonly path: string;
  /** Of the build; without it only the version is known. */
  readonly build?: BuildInfo;
  /** As `HostEnvironment` has them. */
  readonly nodeArguments?: readonly string[];
  /** Descriptor that is logged to, where standard output is for something else. */
  readonly logTo?: number;
}

interface Stoppable {
  stop(): Promise<void>;
}

/** A service that answers. */
export class RunningService {
  private closed: Promise<void> | undefined;

  constructor(
    private readonly app: NestExpressApplication,
    private readonly config: AppConfig,
    /** Where it listens, such as `http://127.0.0.1:8000`. */
    readonly url: string,
    private readonly redis: PrivateRedis | undefined,
    private readonly metrics: Server | undefined,
  ) {}

  announce(): void {
    const { role, environment } = this.config;
    const docs = role === 'worker' ? '' : `, Swagger UI at ${this.url}/api/v1/docs`;
    const off = role !== 'worker' && !this.config.features.apiAuthentication;
    const open = off ? ' Authentication is off: whoever reaches this address may use it.' : '';
    new Logger('bin2nlp').log(`bin2nlp (${role}, ${environment}) is up on ${this.url}${docs}.${open}`);
  }

  /** Told of each request as it comes. */
  onRequest(listener: (request: IncomingMessage, response: ServerResponse) => void): void {
    this.app.getHttpServer().on('request', listener);
  }

  /** Idempotent. Readiness off, no new connections, what runs is finished or handed back, everything closed. */
  close(): Promise<void> {
    this.closed ??= this.stopAll();
    return this.closed;
  }

  private async stopAll(): Promise<void> {
    this.app.get(ServiceState).beginStop();
    const graceMs = this.config.server.stopGraceSeconds * SECOND_MS;
    await Promise.all([drain(this.app.getHttpServer(), graceMs), this.stopWorking()]);
    this.metrics?.closeAllConnections();
    this.metrics?.close();
    await this.app.close();
    await this.redis?.stop();
  }

  /** Resolves once it works, or when it is told to stop before. */
  async begin(stop: AbortSignal): Promise<void> {
    await beginWork(this.app, this.config, this.url, stop);
  }

  private async stopWorking(): Promise<void> {
    const watches = [HealthWatch, PressureWatch, Reconciler, ...(this.config.role === 'worker' ? [] : [WebhookWatch])];
    await Promise.all(watches.map((each) => this.app.get<Stoppable>(each).stop()));
    if (this.config.role !== 'api') await this.app.get(WorkerLifecycle).stop();
  }
}

/**
 * Starts the role that the configuration names. It listens at once, is ready when Redis is there, and resolves then, or when it is
 * told to `stop` before. @throws Error when it cannot start; nothing is left running then.
 */
export async function startService(
  config: AppConfig,
  host: HostPath,
  stop: AbortSignal = new AbortController().signal,
): Promise<RunningService> {
  const redis = queuePlace(config.redis) === undefined ? await PrivateRedis.start(config.storage.dataDir) : undefined;
  try {
    const service = await startOn(redis === undefined ? config : withRedis(config, redis.url), host, redis);
    try {
      await service.begin(stop);
    } catch (error) {
      await service.close();
      throw error;
    }
    return service;
  } catch (error) {
    await redis?.stop();
    throw error;
  }
}

async function startOn(config: AppConfig, host: HostPath, redis: PrivateRedis | undefined): Promise<RunningService> {
  const hostEnvironment = new HostEnvironment(host.path, host.nodeArguments);
  const log = serviceLogger(config, host.logTo);
  const root = RootModule.for(config, hostEnvironment, aboutOf(host.build ?? UNKNOWN_BUILD), log);
  const app = await NestFactory.create<NestExpressApplication>(root, new EdgeAdapter(config.server), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  try {
    app.useLogger(new ServiceLogger(app.get(PinoLogger)));
    app.flushLogs();
    app.get(RedisConnections).open();
    measureHttp(app, config);
    if (config.tracing.enabled) app.use(traceRequests(app.get(Tracing)));
    configureHttp(app, config, log);
    if (config.role !== 'worker') {
      serveDocs(app, config);
      await exposeFiles(app);
    }
    await app.init();
    if (config.role !== 'worker') void app.get(LibmagicFileIdentifier).warmUp();
    const url = await listen(app.getHttpServer(), config);
    const metrics = await serveMetrics(app, config);
    return new RunningService(app, config, url, redis, metrics);
  } catch (error) {
    await app.close();
    throw error;
  }
}

function aboutOf(build: BuildInfo): AboutService {
  return { build: { ...build, version: build.version === '' ? VERSION : build.version }, startedAt: Date.now() };
}

/** A directory that must not be exposed stops the start. */
async function exposeFiles(app: NestExpressApplication): Promise<void> {
  try {
    await app.get(ExposedDirectory).prepare();
  } catch (cause) {
    throw new StartError(`Cannot identify files by path: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
