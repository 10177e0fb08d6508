import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { AuthenticateKey } from './access/authenticate-key';
import { CreateApiKey } from './access/create-api-key';
import { DescribeCaller } from './access/describe-caller';
import { LimitRequests } from './access/limit-requests';
import { ListApiKeys } from './access/list-api-keys';
import { ReadAudit } from './access/read-audit';
import { RevokeApiKey } from './access/revoke-api-key';
import { SeedBootstrapKey } from './access/seed-bootstrap-key';
import { SpendQuota } from './access/spend-quota';
import { VerifyBasicCredentials } from './access/verify-basic-credentials';
import { WriteAudit } from './access/write-audit';
import { AnalyseSample } from './analysis/analyse-sample';
import { AnswerKnownContent } from './analysis/answer-known-content';
import { AwaitJob } from './analysis/await-job';
import { CancelJob } from './analysis/cancel-job';
import { DeleteAnalysis } from './analysis/delete-analysis';
import { DispatchJob } from './analysis/dispatch-job';
import { FindJob } from './analysis/find-job';
import { FindSubmitted } from './analysis/find-submitted';
import { FollowJob } from './analysis/follow-job';
import { InterimResults } from './analysis/interim-results';
import { ListJobs } from './analysis/list-jobs';
import { LostJobs } from './analysis/lost-jobs';
import { QueueOutlook } from './analysis/queue-outlook';
import { RaiseWaitingJobs } from './analysis/raise-waiting-jobs';
import { ReadListing } from './analysis/read-listing';
import { ReadPseudoCode } from './analysis/read-pseudo-code';
import { ReadRelations } from './analysis/read-relations';
import { ReadResult } from './analysis/read-result';
import { ReconcileJobs } from './analysis/reconcile-jobs';
import { RepeatedSubmissions } from './analysis/repeated-submissions';
import { ResultKeys } from './analysis/result-keys';
import { RunAnalysis } from './analysis/run-analysis';
import { SettleFollowers } from './analysis/settle-followers';
import { SubmitAnalysis } from './analysis/submit-analysis';
import { BatchEntries } from './batches/batch-entries';
import { CancelBatch } from './batches/cancel-batch';
import { FindBatch } from './batches/find-batch';
import { FollowBatch } from './batches/follow-batch';
import { ListBatches } from './batches/list-batches';
import { MakeRoomForBatch } from './batches/make-room-for-batch';
import { ReadBatch } from './batches/read-batch';
import { RepeatedBatches } from './batches/repeated-batches';
import { SubmitBatch } from './batches/submit-batch';
import { IdentifyContent } from './identification/identify-content';
import { IdentifyPath } from './identification/identify-path';
import { KnownContents } from './identification/known-contents';
import { FetchUpload } from './intake/fetch-upload';
import { FindUpload } from './intake/find-upload';
import { PrepareUpload } from './intake/prepare-upload';
import { ReceiveSignedUpload } from './intake/receive-signed-upload';
import { ReceiveUpload } from './intake/receive-upload';
import { TakeInSample } from './intake/take-in-sample';
import { TakeInUpload } from './intake/take-in-upload';
import { TakeUpload } from './intake/take-upload';
import { AnnounceWorker } from './operations/announce-worker';
import { EngineCheck, SandboxCheck } from './operations/engine-check';
import { ListWorkers } from './operations/list-workers';
import { MemoryCheck } from './operations/memory-check';
import { RelievePressure } from './operations/relieve-pressure';
import { RenewUsedResults } from './operations/renew-used-results';
import { ReportQueue } from './operations/report-queue';
import { ReportVersion } from './operations/report-version';
import { ServiceState } from './operations/service-state';
import { CompareResults } from './reports/compare-results';
import { ReadCards } from './reports/read-cards';
import { ReadFacts } from './reports/read-facts';
import { ReadSimilar } from './reports/read-similar';
import { SeenBefore } from './reports/seen-before';
import { ViewResult } from './reports/view-result';
import { AnnounceEndedBatches } from './webhooks/announce-ended-batches';
import { AnnounceEndedJobs } from './webhooks/announce-ended-jobs';
import { ChangeWebhook } from './webhooks/change-webhook';
import { CreateWebhook } from './webhooks/create-webhook';
import { DeliverWebhook } from './webhooks/deliver-webhook';
import { FindWebhook } from './webhooks/find-webhook';
import { ListWebhooks } from './webhooks/list-webhooks';
import { ReadDeliveries } from './webhooks/read-deliveries';
import { RemoveWebhook } from './webhooks/remove-webhook';
import { SendDueDeliveries } from './webhooks/send-due-deliveries';
import { TellWebhooks } from './webhooks/tell-webhooks';

const USE_CASES = [
  AnalyseSample,
  AnnounceEndedBatches,
  AnnounceEndedJobs,
  AnnounceWorker,
  AnswerKnownContent,
  AuthenticateKey,
  AwaitJob,
  BatchEntries,
  CancelBatch,
  CancelJob,
  ChangeWebhook,
  CompareResults,
  CreateApiKey,
  CreateWebhook,
  DeleteAnalysis,
  DeliverWebhook,
  DescribeCaller,
  DispatchJob,
  EngineCheck,
  FetchUpload,
  FindBatch,
  FindJob,
  FindSubmitted,
  FindUpload,
  FindWebhook,
  FollowBatch,
  FollowJob,
  IdentifyContent,
  IdentifyPath,
  InterimResults,
  KnownContents,
  LimitRequests,
  ListApiKeys,
  ListBatches,
  ListJobs,
  ListWebhooks,
  ListWorkers,
  LostJobs,
  MakeRoomForBatch,
  MemoryCheck,
  PrepareUpload,
  QueueOutlook,
  RaiseWaitingJobs,
  ReadAudit,
  ReadBatch,
  ReadCards,
  ReadDeliveries,
  ReadFacts,
  ReadListing,
  ReadPseudoCode,
  ReadRelations,
  ReadResult,
  ReadSimilar,
  ReceiveSignedUpload,
  ReceiveUpload,
  ReconcileJobs,
  RelievePressure,
  RemoveWebhook,
  RenewUsedResults,
  RepeatedBatches,
  RepeatedSubmissions,
  ReportQueue,
  ReportVersion,
  ResultKeys,
  RevokeApiKey,
  RunAnalysis,
  SandboxCheck,
  SeedBootstrapKey,
  SeenBefore,
  SendDueDeliveries,
  ServiceState,
  SettleFollowers,
  SpendQuota,
  SubmitAnalysis,
  SubmitBatch,
  TakeInSample,
  TakeInUpload,
  TakeUpload,
  TellWebhooks,
  VerifyBasicCredentials,
  ViewResult,
  WriteAudit,
];

/** Every use case, on top of whatever provides the ports. */
@Module({})
export class ApplicationModule {
  static on(infrastructure: DynamicModule): DynamicModule {
    return {
      module: ApplicationModule,
      global: true,
      imports: [infrastructure],
      providers: USE_CASES,
      exports: [...USE_CASES, infrastructure],
    };
  }
}
