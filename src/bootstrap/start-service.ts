import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';

import { configureHttp, serveDocs } from './configure-http';
import { drain, listen } from './http-listener';
import { Reconciler } from './reconciler';
import { RootModule } from './root.module';
import { WorkerLifecycle } from './worker-lifecycle';
import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import { RedisSettings } from '#config/settings';
import { ServiceLogger } from '#infrastructure/logging/service-logger';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { PrivateRedis } from '#infrastructure/redis/private-redis';
import { RedisConnections } from '#infrastructure/redis/redis-connections';

/** What of the environment programs are found by; main.ts reads it. */
export interface HostPath {
  readonly path: string;
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
  ) {}

  announce(): void {
    const { role, environment } = this.config;
    const docs = role === 'worker' ? '' : `, Swagger UI at ${this.url}/api/v1/docs`;
    const open = role === 'worker' ? '' : ' Authentication is off: whoever reaches this address may use it.';
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
    await this.app.close();
    await this.redis?.stop();
  }

  private async stopWorking(): Promise<void> {
    await this.app.get(Reconciler).stop();
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
  const root = RootModule.for(config, new HostEnvironment(host.path, host.nodeArguments));
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  try {
    app.useLogger(new ServiceLogger(app.get(PinoLogger)));
    app.flushLogs();
    await app.get(RedisConnections).open();
    configureHttp(app, config);
    if (config.role !== 'worker') serveDocs(app);
    await app.init();
    // The worker first: with it known, the first submission already knows which stored results are current.
    if (config.role !== 'api') await app.get(WorkerLifecycle).start();
    app.get(Reconciler).start();
    const url = await listen(app.getHttpServer(), config);
    return new RunningService(app, config, url, redis);
  } catch (error) {
    await app.close();
    throw error;
  }
}

function withRedis(config: AppConfig, url: string): AppConfig {
  const redis = Object.assign(new RedisSettings(), config.redis, { url });
  return Object.assign(new AppConfig(), config, { redis });
}
