import { join } from 'node:path';

import { AnalyseSample } from '#application/analysis/analyse-sample';
import { AwaitJob } from '#application/analysis/await-job';
import { CancelJob } from '#application/analysis/cancel-job';
import { DispatchJob } from '#application/analysis/dispatch-job';
import { FindJob } from '#application/analysis/find-job';
import { InterimResults } from '#application/analysis/interim-results';
import { LostJobs } from '#application/analysis/lost-jobs';
import { MakeDocument } from '#application/analysis/make-document';
import { QueueOutlook } from '#application/analysis/queue-outlook';
import { RaiseWaitingJobs } from '#application/analysis/raise-waiting-jobs';
import { ReadResult } from '#application/analysis/read-result';
import { ReconcileJobs } from '#application/analysis/reconcile-jobs';
import { RepeatedSubmissions } from '#application/analysis/repeated-submissions';
import { ResultKeys } from '#application/analysis/result-keys';
import type { RunOutcome } from '#application/analysis/run-analysis';
import { RunAnalysis } from '#application/analysis/run-analysis';
import { SettleFollowers } from '#application/analysis/settle-followers';
import type { Submission } from '#application/analysis/submit-analysis';
import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import { ReceiveUpload } from '#application/intake/receive-upload';
import { TakeInSample } from '#application/intake/take-in-sample';
import type { EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineProbe } from '#application/ports/engine-probe.port';
import { loadConfig } from '#config/load-config';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { fileName } from '#domain/shared/file-name';
import { requestId } from '#domain/shared/request-id';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { elfBytes } from '#test/builders/elf-bytes';
import { someOptions } from '#test/builders/job';
import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeDirectUploads } from '#test/fakes/fake-direct-uploads';
import { FakeFileIdentifier } from '#test/fakes/fake-file-identifier';
import { FakeIdempotencyKeys } from '#test/fakes/fake-idempotency-keys';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import { FakeRunInterruptions } from '#test/fakes/fake-run-interruptions';
import { FakeRunTimes } from '#test/fakes/fake-run-times';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import { FakeSharedRuns } from '#test/fakes/fake-shared-runs';
import { FakeUploadStore } from '#test/fakes/fake-upload-store';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';

const ROOT = join(__dirname, '../..');
/** Read once: it never changes. */
const RULE_BOOK = TomlRuleBook.read(loadConfig({ variables: {}, rootDir: ROOT }).analysis.rulesDir);

export const ENGINE = { radare2Version: '6.1.8', engineVersion: 'r2-6.1.8/recipes-1', sandbox: 'bwrap' } as const;

export const REPORT: EngineReport = {
  identity: ENGINE,
  file: {
    format: 'elf',
    kind: 'executable',
    architecture: 'x86_64',
    bits: 64,
    endianness: 'little',
    description: 'ELF 64-bit executable, x86-64',
    stripped: true,
    static: false,
    signed: false,
  },
  hardening: { nx: true },
  sections: [],
  segments: [],
  libraries: [],
  resources: [],
  imports: [{ name: 'socket', category: 'network' }],
  exports: [],
  decompiled: [],
  strings: [],
  functions: [],
  stages: [{ name: 'structure', status: 'ok', elapsed_ms: 1 }],
  truncated: [],
};

/** An engine whose next answers the test writes down. */
export class ScriptedEngine extends AnalysisEngine implements EngineProbe {
  readonly tasks: EngineTask[] = [];
  next: (signal: AbortSignal, onInterim?: (report: EngineReport) => void) => Promise<EngineReport> = () =>
    Promise.resolve(REPORT);

  analyse(...[task, onProgress, signal, onInterim]: Parameters<AnalysisEngine['analyse']>): Promise<EngineReport> {
    this.tasks.push(task);
    onProgress({ stage: 'structure', percent: 5 });
    return this.next(signal, onInterim);
  }

  identity(): Promise<typeof ENGINE> {
    return Promise.resolve(ENGINE);
  }
}

/** All use cases of the analysis on fakes of everything outside. */
export class AnalysisBench {
  readonly clock = new FakeClock();
  readonly events = new FakeJobEvents();
  readonly jobs = new FakeJobStore(this.events, this.clock);
  readonly queue = new FakeAnalysisQueue();
  readonly samples = new FakeSampleStore(this.clock);
  readonly cache = new FakeResultCache(this.clock);
  readonly workers = new FakeWorkerRegistry();
  readonly engine = new ScriptedEngine();
  readonly sharing = { enabled: true };
  readonly ruleBook = RULE_BOOK;

  readonly runs = new FakeSharedRuns();
  readonly interruptions = new FakeRunInterruptions();
  readonly times = new FakeRunTimes();
  readonly uploads = new FakeUploadStore(this.clock);
  readonly direct = new FakeDirectUploads();
  readonly idempotency = new FakeIdempotencyKeys(this.clock);
  readonly waitingLimits = { inAll: 1000, perOwner: 100 };
  readonly ageing = { stepMs: 60_000 };

  private readonly limits = { maxAttempts: 3, resultTtlMs: 3_600_000 };
  private readonly keys = new ResultKeys(this.workers, this.sharing, this.ruleBook);
  readonly interim = new InterimResults(this.cache);
  readonly settle = new SettleFollowers(this.jobs, this.runs, this.queue, this.cache, this.samples);
  readonly dispatch = new DispatchJob(this.jobs, this.queue, this.runs, this.settle);
  private readonly lostJobs = new LostJobs(this.jobs, this.samples, this.limits, this.settle, this.interim);
  private readonly find = new FindJob(this.jobs);

  readonly identifier = new FakeFileIdentifier();
  readonly takeIn = new TakeInSample(this.samples, this.identifier);
  readonly receive = new ReceiveUpload(this.samples, this.takeIn, { validatesHeader: true });
  readonly submit = new SubmitAnalysis(
    this.samples,
    this.jobs,
    this.cache,
    this.keys,
    this.clock,
    this.waitingLimits,
    this.dispatch,
    new RepeatedSubmissions(this.idempotency, this.jobs),
  );
  readonly awaitJob = new AwaitJob(this.jobs, this.events);
  readonly read = new ReadResult(this.find, this.cache);
  readonly run = new RunAnalysis(
    this.jobs,
    this.samples,
    this.queue,
    this.workers,
    this.runs,
    this.times,
    this.clock,
    this.lostJobs,
    this.settle,
    new AnalyseSample(
      this.jobs,
      this.samples,
      this.engine,
      this.cache,
      this.keys,
      this.clock,
      this.limits,
      new MakeDocument(this.engine, this.ruleBook, this.clock),
      this.interim,
    ),
  );
  readonly cancel = new CancelJob(this.find, this.jobs, this.queue, this.samples, this.settle, this.interruptions);
  readonly outlook = new QueueOutlook(this.queue, this.runs, this.times, this.workers, this.clock, { maxBytes: 1000 });
  readonly raise = new RaiseWaitingJobs(this.jobs, this.queue, this.clock, this.ageing);
  readonly reconcile = new ReconcileJobs(
    this.jobs,
    this.queue,
    this.samples,
    this.workers,
    this.clock,
    this.lostJobs,
    this.dispatch,
    this.uploads,
    this.direct,
  );

  async worker(id: string): Promise<void> {
    await this.workers.announce({
      id,
      host: 'host',
      registeredAt: this.clock.now(),
      heartbeatAt: this.clock.now(),
      concurrency: 1,
      load: 0,
      processedJobs: 0,
      engine: ENGINE,
    });
  }

  async submitted(
    options: Partial<AnalysisOptions> = {},
    content: Uint8Array = elfBytes(),
    facts: Partial<Pick<Submission, 'ownerId' | 'idempotencyKey'>> = {},
  ): Promise<AnalysisJob> {
    const sample = await this.receive.execute(
      chunksOf(content),
      { maxBytes: 1_000_000, ownerId: 'somebody' },
      new AbortController().signal,
    );
    return this.submit.execute({
      ownerId: 'local',
      sample,
      fileName: fileName('hello'),
      options: someOptions(options),
      requestId: requestId(),
      correlationId: requestId(),
      ...facts,
    });
  }

  /** Delivers the next job to a worker, as the queue would. */
  async work(workerId = 'worker-1', signal = new AbortController().signal): Promise<RunOutcome | undefined> {
    const next = this.queue.take();
    if (next === undefined) return undefined;
    try {
      return await this.run.execute(next.id, { workerId, signal });
    } finally {
      this.queue.finish(next.id);
    }
  }
}

export async function* chunksOf(content: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
