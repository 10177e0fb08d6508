import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

import { InfrastructureModule } from './infrastructure.module';
import { Reconciler } from './reconciler';
import { WorkerLifecycle } from './worker-lifecycle';
import { ApplicationModule } from '#application/application.module';
import { EngineCheck, SandboxCheck } from '#application/operations/engine-check';
import { DependencyChecks, ReportHealth } from '#application/operations/report-health';
import type { DependencyCheck } from '#application/ports/dependency-check.port';
import type { AppConfig } from '#config/app-config';
import type { Role } from '#config/settings';
import { AnalysisConsumer } from '#infrastructure/bullmq/analysis.consumer';
import { QueueCheck } from '#infrastructure/bullmq/queue-check';
import { StorageCheck } from '#infrastructure/filesystem/storage-check';
import { loggerOptions } from '#infrastructure/logging/logger-options';
import { RedisCheck } from '#infrastructure/redis/redis-check';
import type { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { AnalyzeController } from '#presentation/http/analysis/analyze.controller';
import { HybridAnswer } from '#presentation/http/analysis/hybrid-answer';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import { UploadReader } from '#presentation/http/analysis/upload-reader';
import { ErrorFilter } from '#presentation/http/error.filter';
import { JobsController } from '#presentation/http/jobs/jobs.controller';
import { ErrorCodesController } from '#presentation/http/openapi/error-codes.controller';
import { RedocController } from '#presentation/http/openapi/redoc.controller';
import { identityOf } from '#presentation/http/request-identity';
import { HealthController } from '#presentation/http/system/health.controller';

const API_CONTROLLERS = [AnalyzeController, JobsController, ErrorCodesController, RedocController];
const API_PROVIDERS = [HybridAnswer, ProgressView, UploadReader];
const WORKER_PROVIDERS = [AnalysisConsumer, WorkerLifecycle];

const CHECK_DEADLINE_MS = 2000;
const CHECKS = [RedisCheck, QueueCheck, StorageCheck, EngineCheck, SandboxCheck];

function dependencyChecks(...all: readonly DependencyCheck[]): DependencyChecks {
  return { all, deadlineMs: CHECK_DEADLINE_MS };
}

/** One process: what its role needs, and the health routes that every role has. */
@Module({})
export class RootModule {
  static for(config: AppConfig, host: HostEnvironment): DynamicModule {
    return {
      module: RootModule,
      imports: [
        LoggerModule.forRoot(loggerOptions(config, identityOf)),
        ApplicationModule.on(InfrastructureModule.register(config, host)),
      ],
      controllers: [HealthController, ...of(config.role, 'worker', API_CONTROLLERS)],
      providers: [
        ErrorFilter,
        Reconciler,
        { provide: DependencyChecks, useFactory: dependencyChecks, inject: CHECKS },
        ReportHealth,
        ...of(config.role, 'worker', API_PROVIDERS),
        ...of(config.role, 'api', WORKER_PROVIDERS),
      ],
    };
  }
}

/** `parts`, but for the one role that has no use for them. */
function of<Part extends Type | Provider>(role: Role, without: Role, parts: readonly Part[]): readonly Part[] {
  return role === without ? [] : parts;
}
