import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { AwaitJob } from './analysis/await-job';
import { FindJob } from './analysis/find-job';
import { LostJobs } from './analysis/lost-jobs';
import { ReadResult } from './analysis/read-result';
import { ReceiveUpload } from './analysis/receive-upload';
import { ReconcileJobs } from './analysis/reconcile-jobs';
import { ResultKeys } from './analysis/result-keys';
import { RunAnalysis } from './analysis/run-analysis';
import { SubmitAnalysis } from './analysis/submit-analysis';
import { AnnounceWorker } from './operations/announce-worker';
import { EngineCheck, SandboxCheck } from './operations/engine-check';
import { RelievePressure } from './operations/relieve-pressure';
import { ReportVersion } from './operations/report-version';
import { ServiceState } from './operations/service-state';

const USE_CASES = [
  AnnounceWorker,
  AwaitJob,
  EngineCheck,
  FindJob,
  LostJobs,
  ReadResult,
  ReceiveUpload,
  ReconcileJobs,
  RelievePressure,
  ReportVersion,
  ResultKeys,
  RunAnalysis,
  SandboxCheck,
  ServiceState,
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
