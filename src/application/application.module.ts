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
import { AwaitJob } from './analysis/await-job';
import { FindJob } from './analysis/find-job';
import { LostJobs } from './analysis/lost-jobs';
import { ReadResult } from './analysis/read-result';
import { ReceiveUpload } from './analysis/receive-upload';
import { ReconcileJobs } from './analysis/reconcile-jobs';
import { ResultKeys } from './analysis/result-keys';
import { RunAnalysis } from './analysis/run-analysis';
import { SubmitAnalysis } from './analysis/submit-analysis';
import { IdentifyContent } from './identification/identify-content';
import { IdentifyPath } from './identification/identify-path';
import { AnnounceWorker } from './operations/announce-worker';
import { EngineCheck, SandboxCheck } from './operations/engine-check';
import { ServiceState } from './operations/service-state';

const USE_CASES = [
  AnnounceWorker,
  AuthenticateKey,
  AwaitJob,
  CreateApiKey,
  DescribeCaller,
  EngineCheck,
  FindJob,
  IdentifyContent,
  IdentifyPath,
  LimitRequests,
  ListApiKeys,
  LostJobs,
  ReadAudit,
  ReadResult,
  ReceiveUpload,
  ReconcileJobs,
  ResultKeys,
  RevokeApiKey,
  RunAnalysis,
  SandboxCheck,
  SeedBootstrapKey,
  ServiceState,
  SpendQuota,
  SubmitAnalysis,
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
