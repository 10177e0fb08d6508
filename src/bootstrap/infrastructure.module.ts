import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { EngineCircuit } from '#application/analysis/engine-circuit';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { ArchiveReader } from '#application/ports/archive-reader.port';
import { AuditLog } from '#application/ports/audit-log.port';
import { BatchStore } from '#application/ports/batch-store.port';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import { Clock } from '#application/ports/clock.port';
import { ContentStore } from '#application/ports/content-store.port';
import { ControlAnalysis } from '#application/ports/control-analysis.port';
import { DirectUploads } from '#application/ports/direct-uploads.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { EndedBatches } from '#application/ports/ended-batches.port';
import { EndedJobs } from '#application/ports/ended-jobs.port';
import { EngineProbe } from '#application/ports/engine-probe.port';
import { ExposedFiles } from '#application/ports/exposed-files.port';
import { FactReader } from '#application/ports/fact-reader.port';
import { FileIdentifier } from '#application/ports/file-identifier.port';
import { GraphLayouts } from '#application/ports/graph-layouts.port';
import { HostPressure } from '#application/ports/host-pressure.port';
import { IdempotencyKeys } from '#application/ports/idempotency-keys.port';
import { InstructionWriter } from '#application/ports/instruction-writer.port';
import { JobEvents } from '#application/ports/job-events.port';
import { JobStore } from '#application/ports/job-store.port';
import { Metrics, MetricsPage } from '#application/ports/metrics.port';
import { RateLimiter } from '#application/ports/rate-limiter.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { RuleBook } from '#application/ports/rule-book.port';
import { RunInterruptions } from '#application/ports/run-interruptions.port';
import { RunTimes } from '#application/ports/run-times.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import { Tracing } from '#application/ports/tracing.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { UsageCounter } from '#application/ports/usage-counter.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { WebhookSender } from '#application/ports/webhook-sender.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { AppConfig } from '#config/app-config';
import { UnpackingArchiveReader } from '#infrastructure/archives/unpacking-archive-reader';
import { BucketCheck } from '#infrastructure/bucket/bucket-check';
import { BucketClient } from '#infrastructure/bucket/bucket-client';
import { ANALYSIS_QUEUE, SMALL_JOBS_QUEUE } from '#infrastructure/bullmq/analysis-delivery';
import { BullmqAnalysisQueue } from '#infrastructure/bullmq/bullmq-analysis-queue';
import { QueueCheck } from '#infrastructure/bullmq/queue-check';
import { queueOptions } from '#infrastructure/bullmq/queue-options';
import { WaitingByNeeds } from '#infrastructure/bullmq/waiting-by-needs';
import { WaitingSmallJobs } from '#infrastructure/bullmq/waiting-small-jobs';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { WasmInstructionWriter } from '#infrastructure/disassembly/wasm-instruction-writer';
import { ExposedDirectory } from '#infrastructure/filesystem/exposed-directory';
import { AnonymousFiles, FilesystemContentStore } from '#infrastructure/filesystem/filesystem-content-store';
import { FreeSpace } from '#infrastructure/filesystem/free-space';
import { StorageCheck } from '#infrastructure/filesystem/storage-check';
import { StreamHasher } from '#infrastructure/filesystem/stream-hasher';
import { ThreadedGraphLayouts } from '#infrastructure/graphs/threaded-graph-layouts';
import { LinuxHostPressure } from '#infrastructure/host/linux-host-pressure';
import { KernelMemoryFiles } from '#infrastructure/libmagic/kernel-memory-files';
import { LibmagicCheck } from '#infrastructure/libmagic/libmagic-check';
import { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { LibmagicLauncher } from '#infrastructure/libmagic/libmagic-launcher';
import { MeasuredJobStore } from '#infrastructure/metrics/measured-job-store';
import { MeasuredResultCache } from '#infrastructure/metrics/measured-result-cache';
import { metricsProviders } from '#infrastructure/metrics/metrics.providers';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2ControlAnalysis } from '#infrastructure/radare2/radare2-control-analysis';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { RedisApiKeyStore } from '#infrastructure/redis/access/redis-api-key-store';
import { RedisAuditLog } from '#infrastructure/redis/access/redis-audit-log';
import { RedisRateLimiter } from '#infrastructure/redis/access/redis-rate-limiter';
import { RedisUsageCounter } from '#infrastructure/redis/access/redis-usage-counter';
import { RedisBatchStore } from '#infrastructure/redis/batches/redis-batch-store';
import { RedisEndedBatches } from '#infrastructure/redis/batches/redis-ended-batches';
import { CacheCheck, RedisCheck } from '#infrastructure/redis/connection/redis-check';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisIdempotencyKeys } from '#infrastructure/redis/jobs/redis-idempotency-keys';
import { RedisJobEvents } from '#infrastructure/redis/jobs/redis-job-events';
import { RedisRunInterruptions } from '#infrastructure/redis/jobs/redis-run-interruptions';
import { RedisRunTimes } from '#infrastructure/redis/jobs/redis-run-times';
import { RedisSharedRuns } from '#infrastructure/redis/jobs/redis-shared-runs';
import { RedisWorkerRegistry } from '#infrastructure/redis/jobs/redis-worker-registry';
import { RedisCacheAdministration } from '#infrastructure/redis/results/redis-cache-administration';
import { ResultPlaces } from '#infrastructure/redis/results/result-places';
import { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';
import { RedisUploadStore } from '#infrastructure/redis/uploads/redis-upload-store';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { RedisWebhookDeliveries } from '#infrastructure/redis/webhooks/redis-webhook-deliveries';
import { RedisWebhookStore } from '#infrastructure/redis/webhooks/redis-webhook-store';
import { ThreadedFactReader } from '#infrastructure/report/threaded-fact-reader';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { SectionSearch } from '#infrastructure/search/section-search';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import { ThreadedDocumentMaker } from '#infrastructure/threads/threaded-document-maker';
import { TRACING_PROVIDER } from '#infrastructure/tracing/tracing.providers';
import { HttpsWebhookSender } from '#infrastructure/webhooks/https-webhook-sender';
import { composeDirectUploads, composeSampleStore, STREAM_HASHING } from './compose-samples';
import { composeProbe } from './engine/compose-engine';
import { FoundationModule } from './foundation.module';
import { threadPrograms } from './threads/thread-code';

const PORTS = [
  { provide: AnalysisQueue, useClass: BullmqAnalysisQueue },
  { provide: ApiKeyStore, useClass: RedisApiKeyStore },
  { provide: AuditLog, useClass: RedisAuditLog },
  { provide: CacheAdministration, useClass: RedisCacheAdministration },
  { provide: Clock, useClass: SystemClock },
  { provide: IdempotencyKeys, useClass: RedisIdempotencyKeys },
  { provide: ControlAnalysis, useClass: Radare2ControlAnalysis },
  { provide: ContentStore, useClass: FilesystemContentStore },
  { provide: DirectUploads, inject: [AppConfig, BucketClient], useFactory: composeDirectUploads },
  { provide: DocumentMaker, useClass: ThreadedDocumentMaker },
  {
    provide: EngineProbe,
    inject: [AppConfig, Radare2AnalysisEngine, HeaderAnalysisEngine, EngineCircuit],
    useFactory: ({ analysis }: AppConfig, radare2: EngineProbe, fallback: EngineProbe, circuit: EngineCircuit) =>
      composeProbe({ radare2, fallback }, analysis.enableAnalysisFallback ? circuit : undefined),
  },
  { provide: EndedBatches, useExisting: RedisEndedBatches },
  { provide: EndedJobs, useExisting: RedisEndedJobs },
  { provide: ExposedFiles, useExisting: ExposedDirectory },
  { provide: FactReader, useClass: ThreadedFactReader },
  { provide: GraphLayouts, useClass: ThreadedGraphLayouts },
  { provide: FileIdentifier, useExisting: LibmagicFileIdentifier },
  { provide: JobEvents, useClass: RedisJobEvents },
  { provide: InstructionWriter, useClass: WasmInstructionWriter },
  { provide: HostPressure, inject: [AppConfig], useFactory: (config: AppConfig) => new LinuxHostPressure(config) },
  { provide: JobStore, useClass: MeasuredJobStore },
  { provide: ResultCache, useClass: MeasuredResultCache },
  { provide: RuleBook, useExisting: TomlRuleBook },
  { provide: RunInterruptions, useClass: RedisRunInterruptions },
  { provide: RunTimes, useClass: RedisRunTimes },
  {
    provide: SampleStore,
    inject: [AppConfig, FreeSpace, BucketClient, RedisSampleHolders, StreamHasher],
    useFactory: composeSampleStore,
  },
  { provide: RateLimiter, useClass: RedisRateLimiter },
  { provide: UsageCounter, useClass: RedisUsageCounter },
  { provide: SharedRuns, useClass: RedisSharedRuns },
  { provide: UploadStore, useClass: RedisUploadStore },
  { provide: ArchiveReader, useClass: UnpackingArchiveReader },
  { provide: BatchStore, useClass: RedisBatchStore },
  { provide: WebhookDeliveries, useClass: RedisWebhookDeliveries },
  { provide: WebhookSender, useClass: HttpsWebhookSender },
  { provide: WebhookStore, useClass: RedisWebhookStore },
  { provide: WorkerRegistry, useClass: RedisWorkerRegistry },
] satisfies readonly Provider[];

/** Behind several ports, or beneath one. */
const SHARED: readonly Provider[] = [
  RedisEndedBatches,
  RedisEndedJobs,
  ResultPlaces,
  SectionSearch,
  {
    provide: TomlRuleBook,
    inject: [AppConfig],
    useFactory: ({ analysis }: AppConfig) => TomlRuleBook.read(analysis.rulesDir),
  },
  {
    provide: ThreadPrograms,
    inject: [HostEnvironment],
    useFactory: ({ nodeArguments }: HostEnvironment) => threadPrograms(nodeArguments),
  },
  WaitingByNeeds,
  WaitingSmallJobs,
];
/** Of radare2: what it is, its trial over a file of ours; what takes files apart is in the threads. */
const ENGINES: readonly Provider[] = [
  EngineCircuit,
  HeaderAnalysisEngine,
  {
    provide: Radare2AnalysisEngine,
    inject: [Radare2Launcher, AppConfig],
    useFactory: (launcher: Radare2Launcher, { features: { parallelAnalysis }, analysis: { codeReader } }: AppConfig) =>
      new Radare2AnalysisEngine(launcher, { parallelAnalysis, codeReader }),
  },
];
/** Of files: what is received, what is exposed, what libmagic says of either. */
const FILES: readonly Provider[] = [
  BucketClient,
  RedisSampleHolders,
  ExposedDirectory,
  LibmagicFileIdentifier,
  LibmagicLauncher,
  { provide: AnonymousFiles, useClass: KernelMemoryFiles },
  STREAM_HASHING,
  {
    provide: FreeSpace,
    inject: [AppConfig, HostPressure],
    useFactory: (config: AppConfig, pressure: HostPressure) => FreeSpace.of(config, pressure),
  },
];
const PROVIDED_CHECKS = [BucketCheck, CacheCheck, LibmagicCheck, QueueCheck, RedisCheck, StorageCheck];

/** What the use cases and the roots ask for beside the ports. */
const EXPORTED = [
  BucketClient,
  ExposedDirectory,
  LibmagicFileIdentifier,
  Metrics,
  Tracing,
  WaitingByNeeds,
  WaitingSmallJobs,
];

/** The adapters behind the ports. */
@Module({})
export class InfrastructureModule {
  static register(config: AppConfig, host: HostEnvironment): DynamicModule {
    const { performanceMetrics } = config.features;
    return {
      module: InfrastructureModule,
      imports: [
        FoundationModule.of(config, host),
        BullModule.forRootAsync({ inject: [RedisConnections], useFactory: queueOptions }),
        BullModule.registerQueue({ name: ANALYSIS_QUEUE }, { name: SMALL_JOBS_QUEUE }),
      ],
      providers: [
        ...PORTS,
        ...metricsProviders(performanceMetrics),
        TRACING_PROVIDER,
        ...PROVIDED_CHECKS,
        ...ENGINES,
        ...FILES,
        ...SHARED,
        Sandbox,
        Radare2Launcher,
      ],
      exports: [
        ...PORTS.map(({ provide }) => provide),
        ...EXPORTED,
        ...(performanceMetrics ? [MetricsPage] : []),
        ...PROVIDED_CHECKS,
        BullModule,
      ],
    };
  }
}
