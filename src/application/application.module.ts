import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { VerifyBasicCredentials } from './access/verify-basic-credentials';
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
  AwaitJob,
  EngineCheck,
  FindJob,
  IdentifyContent,
  IdentifyPath,
  LostJobs,
  ReadResult,
  ReceiveUpload,
  ReconcileJobs,
  ResultKeys,
  RunAnalysis,
  SandboxCheck,
  ServiceState,
  SubmitAnalysis,
  VerifyBasicCredentials,
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
