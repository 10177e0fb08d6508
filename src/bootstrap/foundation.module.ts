import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { AccessSettings } from '#application/access/access.settings';
import { BasicUserSettings } from '#application/access/basic-user.settings';
import { AgeingSettings } from '#application/analysis/ageing.settings';
import { ResultSharingSettings } from '#application/analysis/result-sharing.settings';
import { RunSettings } from '#application/analysis/run.settings';
import { SmallJobSettings } from '#application/analysis/small-jobs.settings';
import { WaitingSettings } from '#application/analysis/waiting.settings';
import { BatchSettings } from '#application/batches/batch.settings';
import { IdentificationSettings } from '#application/identification/identification.settings';
import { IntakeSettings } from '#application/intake/intake.settings';
import { PressureSettings } from '#application/operations/pressure.settings';
import { WebhookSettings } from '#application/webhooks/webhook.settings';
import { AppConfig } from '#config/app-config';
import { basicCredentials } from '#domain/access/basic-credentials';
import { HOUR_MS, KB, MB, SECOND_MS } from '#domain/shared/quantities';
import { WorkerId } from '#infrastructure/bullmq/worker-id';
import { workerSlots } from '#infrastructure/bullmq/worker-slots';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { TracedService } from '#infrastructure/tracing/tracing.providers';
import { VERSION } from './version';
import { WorkerIdentity } from './worker-identity';

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
        {
          provide: TracedService,
          inject: [WorkerIdentity],
          useFactory: ({ id }: WorkerIdentity): TracedService => ({ version: VERSION, instance: id }),
        },
        ...settingsOf(config),
      ],
      exports: [
        AccessSettings,
        AgeingSettings,
        AppConfig,
        BasicUserSettings,
        BatchSettings,
        HostEnvironment,
        IdentificationSettings,
        IntakeSettings,
        PressureSettings,
        RedisConnections,
        ResultSharingSettings,
        RunSettings,
        SmallJobSettings,
        TracedService,
        WaitingSettings,
        WebhookSettings,
        WorkerId,
        WorkerIdentity,
      ],
    };
  }
}

/** What use cases are told of the configuration, which they do not know. */
function settingsOf(config: AppConfig): readonly Provider[] {
  const { basicUsername, basicPassword } = config.auth;
  return [
    {
      provide: PressureSettings,
      useValue: {
        memory: config.pressure.memoryPercent / 100,
        disk: config.pressure.diskPercent / 100,
      } satisfies PressureSettings,
    },
    {
      provide: BasicUserSettings,
      useValue: { credentials: basicCredentials(basicUsername, basicPassword) } satisfies BasicUserSettings,
    },
    {
      provide: IdentificationSettings,
      useValue: { knownContentsBytes: config.magic.knownContentsKb * KB } satisfies IdentificationSettings,
    },
    {
      provide: IntakeSettings,
      useValue: { validatesHeader: config.analysis.enableFileValidation } satisfies IntakeSettings,
    },
    {
      provide: ResultSharingSettings,
      useValue: { enabled: config.features.analysisCaching } satisfies ResultSharingSettings,
    },
    {
      provide: RunSettings,
      useValue: {
        maxAttempts: config.analysis.maxAttempts,
        resultTtlMs: config.cache.ttlHours * HOUR_MS,
      } satisfies RunSettings,
    },
    {
      provide: WaitingSettings,
      useValue: {
        inAll: config.analysis.maxWaitingJobs,
        perOwner: config.analysis.maxWaitingJobsPerKey,
      } satisfies WaitingSettings,
    },
    {
      provide: AgeingSettings,
      useValue: { stepMs: config.analysis.ageingSeconds * SECOND_MS } satisfies AgeingSettings,
    },
    { provide: BatchSettings, useValue: batchSettings(config) },
    { provide: SmallJobSettings, useValue: smallJobs(config.analysis) },
    { provide: AccessSettings, useValue: accessSettings(config) },
    { provide: WebhookSettings, useValue: webhookSettings(config) },
  ];
}

function batchSettings({ batch, storage }: AppConfig): BatchSettings {
  return {
    atOnce: batch.maxConcurrent,
    mostPerKey: batch.maxPerKey,
    unpack: {
      maxEntries: batch.maxEntries,
      maxEntryBytes: Math.min(batch.maxEntryMb, storage.maxFileSizeMb) * MB,
      maxTotalBytes: batch.maxTotalMb * MB,
      maxRatio: batch.maxRatio,
    },
  };
}

function smallJobs(analysis: AppConfig['analysis']): SmallJobSettings {
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

function webhookSettings({ auth, webhooks }: AppConfig): WebhookSettings {
  const { maxPerKey, allowHttp } = webhooks;
  return { salt: auth.apiKeySalt, mostPerKey: maxPerKey, addresses: { allowsHttp: allowHttp } };
}
