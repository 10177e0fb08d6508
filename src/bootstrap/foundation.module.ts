import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { AccessSettings } from '#application/access/access-settings';
import { BasicUser } from '#application/access/verify-basic-credentials';
import { Ageing } from '#application/analysis/raise-waiting-jobs';
import { ResultSharing } from '#application/analysis/result-keys';
import { RunLimits } from '#application/analysis/run-limits';
import { SmallJobs } from '#application/analysis/small-jobs';
import { PressureLimits } from '#application/operations/pressure-limits';
import { WaitingLimits } from '#application/ports/job-store.port';
import { AppConfig } from '#config/app-config';
import { basicCredentials } from '#domain/access/basic-credentials';
import { WorkerId } from '#infrastructure/bullmq/worker-id';
import { workerSlots } from '#infrastructure/bullmq/worker-slots';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { WorkerIdentity } from './worker-identity';

const HOUR_MS = 3_600_000;
const MB = 1024 * 1024;

/** What everything else is built from: the configuration, the host, the connections. */
@Module({})
export class FoundationModule {
  static of(config: AppConfig, host: HostEnvironment): DynamicModule {
    return {
      module: FoundationModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: HostEnvironment, useValue: host },
        RedisConnections,
        WorkerIdentity,
        { provide: WorkerId, useExisting: WorkerIdentity },
        ...settingsOf(config),
      ],
      exports: [
        AccessSettings,
        Ageing,
        AppConfig,
        BasicUser,
        HostEnvironment,
        RedisConnections,
        WorkerIdentity,
        WorkerId,
        ResultSharing,
        RunLimits,
        SmallJobs,
        WaitingLimits,
        PressureLimits,
      ],
    };
  }
}

/** What use cases are told of the configuration, which they do not know. */
function settingsOf(config: AppConfig): readonly Provider[] {
  const { basicUsername, basicPassword } = config.auth;
  return [
    {
      provide: PressureLimits,
      useValue: {
        memory: config.pressure.memoryPercent / 100,
        disk: config.pressure.diskPercent / 100,
      } satisfies PressureLimits,
    },
    {
      provide: BasicUser,
      useValue: { credentials: basicCredentials(basicUsername, basicPassword) } satisfies BasicUser,
    },
    { provide: ResultSharing, useValue: { enabled: config.features.analysisCaching } satisfies ResultSharing },
    {
      provide: RunLimits,
      useValue: {
        maxAttempts: config.analysis.maxAttempts,
        resultTtlMs: config.cache.ttlHours * HOUR_MS,
      } satisfies RunLimits,
    },
    {
      provide: WaitingLimits,
      useValue: {
        inAll: config.analysis.maxWaitingJobs,
        perOwner: config.analysis.maxWaitingJobsPerKey,
      } satisfies WaitingLimits,
    },
    { provide: Ageing, useValue: { stepMs: config.analysis.ageingSeconds * 1000 } satisfies Ageing },
    { provide: SmallJobs, useValue: smallJobs(config.analysis) },
    { provide: AccessSettings, useValue: accessSettings(config) },
  ];
}

function smallJobs(analysis: AppConfig['analysis']): SmallJobs {
  return { maxBytes: workerSlots(analysis).small > 0 ? analysis.smallJobMb * MB : 0 };
}

function accessSettings({ auth, rateLimit }: AppConfig): AccessSettings {
  const { globalSubmissionsPerHour, globalReadsPerHour, ...rateLimits } = rateLimit;
  return {
    keySalt: auth.apiKeySalt,
    rateLimits,
    globalLimits: { submissionsPerHour: globalSubmissionsPerHour, readsPerHour: globalReadsPerHour },
  };
}
