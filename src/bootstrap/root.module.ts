import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';

import { ApplicationModule } from '#application/application.module';
import { EngineCheck, SandboxCheck } from '#application/operations/engine-check';
import { MemoryCheck } from '#application/operations/memory-check';
import { DependencyChecks, ReportHealth } from '#application/operations/report-health';
import { WatchHealth } from '#application/operations/watch-health';
import type { DependencyCheck } from '#application/ports/dependency-check.port';
import type { AppConfig } from '#config/app-config';
import type { Role } from '#config/settings/process';
import { BucketCheck } from '#infrastructure/bucket/bucket-check';
import { AnalysisConsumer } from '#infrastructure/bullmq/analysis.consumer';
import { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { ChosenJobsConsumer } from '#infrastructure/bullmq/chosen-jobs.consumer';
import { QueueCheck } from '#infrastructure/bullmq/queue-check';
import { SmallJobsConsumer } from '#infrastructure/bullmq/small-jobs.consumer';
import { StorageCheck } from '#infrastructure/filesystem/storage-check';
import { LibmagicCheck } from '#infrastructure/libmagic/libmagic-check';
import { CacheCheck, RedisCheck } from '#infrastructure/redis/connection/redis-check';
import type { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { AccessGuard } from '#presentation/http/access/access.guard';
import { CountRequest } from '#presentation/http/access/count-request';
import { IdentifyCaller } from '#presentation/http/access/identify-caller';
import { KeysController } from '#presentation/http/access/keys.controller';
import { AuditController } from '#presentation/http/admin/audit.controller';
import { CacheController } from '#presentation/http/admin/cache.controller';
import { FeaturesController } from '#presentation/http/admin/features.controller';
import { QueueAdminController } from '#presentation/http/admin/queue-admin.controller';
import { AnalyzeController } from '#presentation/http/analysis/analyze.controller';
import { HybridAnswer } from '#presentation/http/analysis/hybrid-answer';
import { ListingController } from '#presentation/http/analysis/listing.controller';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import { RelationsController } from '#presentation/http/analysis/relations.controller';
import { ResultViews } from '#presentation/http/analysis/result-views';
import { ResultsController } from '#presentation/http/analysis/results.controller';
import { SectionsController } from '#presentation/http/analysis/sections.controller';
import { UploadReader } from '#presentation/http/analysis/upload-reader';
import { ErrorFilter } from '#presentation/http/answer/error.filter';
import { BatchEventsResponse } from '#presentation/http/batches/batch-events.response';
import { BatchReader } from '#presentation/http/batches/batch-reader';
import { BatchesController } from '#presentation/http/batches/batches.controller';
import { EntryAdmission } from '#presentation/http/batches/entry-admission';
import { ConsoleController } from '#presentation/http/console/console.controller';
import { ConsoleFiles } from '#presentation/http/console/console-files';
import { DocumentsController } from '#presentation/http/docs/documents.controller';
import { GuidesController } from '#presentation/http/docs/guides.controller';
import { RedocController } from '#presentation/http/docs/redoc.controller';
import { JobEventsResponse } from '#presentation/http/jobs/job-events.response';
import { JobView } from '#presentation/http/jobs/job-view';
import { JobsController } from '#presentation/http/jobs/jobs.controller';
import { MagicController } from '#presentation/http/magic/magic.controller';
import { MetricsController } from '#presentation/http/metrics/metrics.controller';
import { FactAnswers } from '#presentation/http/reports/fact-answers';
import { FactsController } from '#presentation/http/reports/facts.controller';
import { PageAnswers } from '#presentation/http/reports/page-answers';
import { RelativesController } from '#presentation/http/reports/relatives.controller';
import { ReportStyleController } from '#presentation/http/reports/report-style.controller';
import { ReportsController } from '#presentation/http/reports/reports.controller';
import { SearchController } from '#presentation/http/reports/search.controller';
import { AboutService } from '#presentation/http/system/about-service';
import { FormatsController } from '#presentation/http/system/formats.controller';
import { FrontPageController } from '#presentation/http/system/front-page.controller';
import { HealthController } from '#presentation/http/system/health.controller';
import { VersionController } from '#presentation/http/system/version.controller';
import { UploadsController } from '#presentation/http/uploads/uploads.controller';
import { DeliveriesController } from '#presentation/http/webhooks/deliveries.controller';
import { WebhooksController } from '#presentation/http/webhooks/webhooks.controller';
import { McpController } from '#presentation/mcp/http/mcp.controller';
import { ProtectedResourceController } from '#presentation/mcp/http/protected-resource.controller';
import { McpAnswers } from '#presentation/mcp/server/mcp-answers';
import { AwaitEnd } from '#presentation/mcp/tools/await-end';
import { JobAnswer } from '#presentation/mcp/tools/job-answer';
import { ReadingTools } from '#presentation/mcp/tools/reading-tools';
import { ResourceTexts } from '#presentation/mcp/tools/resource-texts';
import { SubmissionTools } from '#presentation/mcp/tools/submission-tools';
import { ToolCalls } from '#presentation/mcp/tools/tool-calls';
import { HealthWatch } from './health-watch';
import { InfrastructureModule } from './infrastructure.module';
import { PressureWatch } from './pressure-watch';
import { Reconciler } from './reconciler';
import { metricsOnOwnPort } from './serve-metrics';
import { WebhookWatch } from './webhook-watch';
import { WorkerLifecycle } from './worker-lifecycle';

/** Express looks for a route from the first to the last, and Swagger UI shows them so: what is asked most stands first. */
const API_CONTROLLERS = [
  AnalyzeController,
  ResultsController,
  ListingController,
  SectionsController,
  ReportsController,
  ReportStyleController,
  SearchController,
  FactsController,
  RelativesController,
  RelationsController,
  MagicController,
  BatchesController,
  JobsController,
  UploadsController,
  KeysController,
  AuditController,
  CacheController,
  QueueAdminController,
  FeaturesController,
  DocumentsController,
  GuidesController,
  FormatsController,
  FrontPageController,
  ConsoleController,
  RedocController,
  VersionController,
];
const API_PROVIDERS = [
  BatchEventsResponse,
  BatchReader,
  EntryAdmission,
  ConsoleFiles,
  FactAnswers,
  HybridAnswer,
  JobEventsResponse,
  JobView,
  PageAnswers,
  ProgressView,
  ResultViews,
  UploadReader,
  WebhookWatch,
];
const MCP_PROVIDERS = [AwaitEnd, JobAnswer, McpAnswers, ReadingTools, ResourceTexts, SubmissionTools, ToolCalls];
const WORKER_PROVIDERS = [AnalysisConsumer, SmallJobsConsumer, ChosenJobsConsumer, AnalysisSlots, WorkerLifecycle];

const CHECK_DEADLINE_MS = 2000;
const SHARED_LOOK_MS = 250;
const ASKED_CHECKS = [RedisCheck, CacheCheck, QueueCheck, StorageCheck, MemoryCheck, EngineCheck, SandboxCheck];
/** The api role receives files, and libmagic looks at them there. */
const API_CHECKS = [...ASKED_CHECKS, LibmagicCheck];

function dependencyChecks(...all: readonly DependencyCheck[]): DependencyChecks {
  return { all, deadlineMs: CHECK_DEADLINE_MS, shareMs: SHARED_LOOK_MS };
}

/** One process: what its role needs, and the health routes that every role has. */
@Module({})
export class RootModule {
  static for(config: AppConfig, host: HostEnvironment, about: AboutService, log: Logger): DynamicModule {
    return {
      module: RootModule,
      imports: [
        // Requests are logged by middleware of ours.
        LoggerModule.forRoot({ pinoHttp: { logger: log }, forRoutes: [] }),
        ApplicationModule.on(InfrastructureModule.register(config, host)),
      ],
      controllers: [
        ...of(config.role, 'worker', [...API_CONTROLLERS, ...webhookControllers(config), ...mcpControllers(config)]),
        HealthController,
        ...(metricsOnOwnPort(config) ? [MetricsController] : []),
      ],
      providers: [
        AccessGuard,
        CountRequest,
        IdentifyCaller,
        ErrorFilter,
        { provide: AboutService, useValue: about },
        HealthWatch,
        PressureWatch,
        WatchHealth,
        Reconciler,
        {
          provide: DependencyChecks,
          useFactory: dependencyChecks,
          inject: [
            ...(config.role === 'worker' ? ASKED_CHECKS : API_CHECKS),
            ...(config.bucket.name === '' ? [] : [BucketCheck]),
          ],
        },
        ReportHealth,
        ...of(config.role, 'worker', [...API_PROVIDERS, ...(config.features.mcp ? MCP_PROVIDERS : [])]),
        ...of(config.role, 'api', WORKER_PROVIDERS),
      ],
    };
  }
}

function webhookControllers({ features }: AppConfig): readonly Type[] {
  return features.webhooks ? [WebhooksController, DeliveriesController] : [];
}

function mcpControllers({ features, mcp }: AppConfig): readonly Type[] {
  if (!features.mcp) return [];
  return mcp.authorizationServer === '' ? [McpController] : [McpController, ProtectedResourceController];
}

/** `parts`, but for the one role that has no use for them. */
function of<Part extends Type | Provider>(role: Role, without: Role, parts: readonly Part[]): readonly Part[] {
  return role === without ? [] : parts;
}
