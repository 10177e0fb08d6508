import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { WorkerIdentity } from './worker-identity';
import { EngineCircuit } from '#application/analysis/engine-circuit';
import { ResilientAnalysisEngine } from '#application/analysis/resilient-analysis-engine';
import { ResultSharing } from '#application/analysis/result-keys';
import { RunLimits } from '#application/analysis/run-limits';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { JobEvents } from '#application/ports/job-events.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { RuleBook } from '#application/ports/rule-book.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { AppConfig } from '#config/app-config';
import { ANALYSIS_QUEUE, QUEUE_PREFIX } from '#infrastructure/bullmq/analysis-delivery';
import { BullmqAnalysisQueue } from '#infrastructure/bullmq/bullmq-analysis-queue';
import { QueueCheck } from '#infrastructure/bullmq/queue-check';
import { WorkerId } from '#infrastructure/bullmq/worker-id';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import { StorageCheck } from '#infrastructure/filesystem/storage-check';
import { HeaderAnalysisEngine } from '#infrastructure/headers/header-analysis-engine';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { RedisCheck } from '#infrastructure/redis/redis-check';
import { RedisConnections } from '#infrastructure/redis/redis-connections';
import { RedisJobEvents } from '#infrastructure/redis/redis-job-events';
import { RedisJobStore } from '#infrastructure/redis/redis-job-store';
import { RedisResultCache } from '#infrastructure/redis/redis-result-cache';
import { RedisWorkerRegistry } from '#infrastructure/redis/redis-worker-registry';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { ThreadedDocumentMaker } from '#infrastructure/threads/threaded-document-maker';

const HOUR_MS = 3_600_000;

const PORTS: readonly Provider[] = [
  {
    provide: AnalysisEngine,
    inject: [AppConfig, Radare2AnalysisEngine, HeaderAnalysisEngine, Clock, EngineCircuit],
    useFactory: (
      config: AppConfig,
      radare2: AnalysisEngine,
      headers: AnalysisEngine,
      clock: Clock,
      circuit: EngineCircuit,
    ): AnalysisEngine =>
      config.analysis.enableAnalysisFallback ? new ResilientAnalysisEngine(radare2, headers, clock, circuit) : radare2,
  },
  { provide: AnalysisQueue, useClass: BullmqAnalysisQueue },
  { provide: Clock, useClass: SystemClock },
  { provide: DocumentMaker, useClass: ThreadedDocumentMaker },
  { provide: JobEvents, useClass: RedisJobEvents },
  { provide: JobStore, useClass: RedisJobStore },
  { provide: ResultCache, useClass: RedisResultCache },
  { provide: RuleBook, useClass: TomlRuleBook },
  { provide: SampleStore, useClass: FilesystemSampleStore },
  { provide: WorkerRegistry, useClass: RedisWorkerRegistry },
];

const ENGINES: readonly Provider[] = [
  HeaderAnalysisEngine,
  {
    provide: Radare2AnalysisEngine,
    inject: [Radare2Launcher, AppConfig],
    useFactory: (launcher: Radare2Launcher, { features }: AppConfig) => new Radare2AnalysisEngine(launcher, features),
  },
];
const CHECKS = [QueueCheck, RedisCheck, StorageCheck];

/** What everything else is built from: the configuration, the host, the connections. */
@Module({})
class FoundationModule {
  static of(config: AppConfig, host: HostEnvironment): DynamicModule {
    const providers: readonly Provider[] = [
      { provide: AppConfig, useValue: config },
      { provide: HostEnvironment, useValue: host },
      RedisConnections,
      WorkerIdentity,
      { provide: WorkerId, useExisting: WorkerIdentity },
      { provide: ResultSharing, useValue: { enabled: config.features.analysisCaching } satisfies ResultSharing },
      {
        provide: RunLimits,
        useValue: {
          maxAttempts: config.analysis.maxAttempts,
          resultTtlMs: config.cache.ttlHours * HOUR_MS,
        } satisfies RunLimits,
      },
    ];
    return {
      module: FoundationModule,
      global: true,
      providers: [...providers],
      exports: [AppConfig, HostEnvironment, RedisConnections, WorkerIdentity, WorkerId, ResultSharing, RunLimits],
    };
  }
}

/** The adapters behind the ports. */
@Module({})
export class InfrastructureModule {
  static register(config: AppConfig, host: HostEnvironment): DynamicModule {
    return {
      module: InfrastructureModule,
      imports: [
        FoundationModule.of(config, host),
        BullModule.forRootAsync({
          inject: [RedisConnections],
          useFactory: (connections: RedisConnections) => ({ connection: connections.forQueue(), prefix: QUEUE_PREFIX }),
        }),
        BullModule.registerQueue({ name: ANALYSIS_QUEUE }),
      ],
      providers: [...PORTS, ...CHECKS, ...ENGINES, EngineCircuit, Sandbox, Radare2Launcher],
      exports: [
        AnalysisEngine,
        AnalysisQueue,
        Clock,
        DocumentMaker,
        JobEvents,
        JobStore,
        ResultCache,
        RuleBook,
        SampleStore,
        WorkerRegistry,
        ...CHECKS,
        BullModule,
      ],
    };
  }
}
