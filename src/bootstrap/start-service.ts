import type { Server } from 'node:http';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';

import { enterBootstrapKey } from './bootstrap-key';
import { configureHttp, serveDocs } from './configure-http';
import { EdgeAdapter } from './edge-adapter';
import { drain, listen } from './http-listener';
import { PressureWatch } from './pressure-watch';
import { Reconciler } from './reconciler';
import { measureHttp, serveMetrics } from './serve-metrics';
import { RootModule } from './root.module';
import { StartError } from './start-error';
import { VERSION } from './version';
import { WorkerLifecycle } from './worker-lifecycle';
import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import type { BuildInfo } from '#config/build-info';
import { UNKNOWN_BUILD } from '#config/build-info';
import { RedisSettings } from '#config/settings';
import type { AboutService } from '#presentation/http/system/about-service';
import { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { ExposedDirectory } from '#infrastructure/filesystem/exposed-directory';
import { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { serviceLogger } from '#infrastructure/logging/service-log';
import { ServiceLogger } from '#infrastructure/logging/service-logger';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { PrivateRedis } from '#infrastructure/redis/private-redis';
import { RedisConnections } from '#infrastructure/redis/redis-connections';

/** What of the environment programs are found by; main.ts reads it. */
export interface HostPath {
  readonly path: string;
  /** Of the build; without it only the version is known. */
  readonly build?: BuildInfo;
  /** As `HostEnvironment` has them. */
  readonly nodeArguments?: readonly string[];
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

  /** Idempotent. Readiness off, no new connections, what runs is finished or handed back, everything closed. */
  close(): Promise<void> {
    this.closed ??= this.stopAll();
    return this.closed;
  }

  private async stopAll(): Promise<void> {
    this.app.get(ServiceState).beginStop();
    const graceMs = this.config.server.stopGraceSeconds * 1000;
    await Promise.all([drain(this.app.getHttpServer(), graceMs), this.stopWorking()]);
    this.metrics?.closeAllConnections();
    this.metrics?.close();
    await this.app.close();
    await this.redis?.stop();
  }

  private async stopWorking(): Promise<void> {
    await Promise.all([this.app.get(PressureWatch).stop(), this.app.get(Reconciler).stop()]);
    if (this.config.role !== 'api') await this.app.get(WorkerLifecycle).stop();
  }
}

/** Starts the role that the configuration names. @throws Error when it cannot; nothing is left running then. */
export async function startService(config: AppConfig, host: HostPath): Promise<RunningService> {
  const redis = config.redis.url === '' ? await PrivateRedis.start(config.storage.dataDir) : undefined;
  try {
    return await startOn(redis === undefined ? config : withRedis(config, redis.url), host, redis);
  } catch (error) {
    await redis?.stop();
    throw error;
  }
}

async function startOn(config: AppConfig, host: HostPath, redis: PrivateRedis | undefined): Promise<RunningService> {
  const hostEnvironment = new HostEnvironment(host.path, host.nodeArguments);
  const log = serviceLogger(config);
  const root = RootModule.for(config, hostEnvironment, aboutOf(host.build ?? UNKNOWN_BUILD), log);
  const app = await NestFactory.create<NestExpressApplication>(root, new EdgeAdapter(config.server), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  try {
    app.useLogger(new ServiceLogger(app.get(PinoLogger)));
    app.flushLogs();
    await app.get(RedisConnections).open();
    measureHttp(app, config);
    configureHttp(app, config, log);
    if (config.role !== 'worker') {
      serveDocs(app);
      await exposeFiles(app);
    }
    await app.init();
    if (config.role !== 'worker') await enterBootstrapKey(app, config);
    // The worker first: with it known, the first submission already knows which stored results are current.
    if (config.role !== 'api') await app.get(WorkerLifecycle).start();
    app.get(Reconciler).start();
    app.get(PressureWatch).start(holderOf(app, config));
    if (config.role !== 'worker') void app.get(LibmagicFileIdentifier).warmUp();
    const url = await listen(app.getHttpServer(), config);
    const metrics = await serveMetrics(app, config);
    return new RunningService(app, config, url, redis, metrics);
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** The api takes no new uploads by itself: each asks for room. */
function holderOf(app: NestExpressApplication, { role }: AppConfig): (isHeld: boolean) => void {
  if (role === 'api') return () => undefined;
  const slots = app.get(AnalysisSlots);
  return (isHeld) => {
    slots.hold(isHeld);
  };
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

function withRedis(config: AppConfig, url: string): AppConfig {
  const redis = Object.assign(new RedisSettings(), config.redis, { url });
  return Object.assign(new AppConfig(), config, { redis });
}
