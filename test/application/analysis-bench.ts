import { join } from 'node:path';

import { AwaitJob } from '#application/analysis/await-job';
import { FindJob } from '#application/analysis/find-job';
import { LostJobs } from '#application/analysis/lost-jobs';
import { MakeDocument } from '#application/analysis/make-document';
import { ReadResult } from '#application/analysis/read-result';
import { ReceiveUpload } from '#application/analysis/receive-upload';
import { ReconcileJobs } from '#application/analysis/reconcile-jobs';
import { ResultKeys } from '#application/analysis/result-keys';
import { RunAnalysis } from '#application/analysis/run-analysis';
import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import type { EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { AnalysisJob } from '#domain/analysis/analysis-job';
import type { AnalysisOptions } from '#domain/analysis/analysis-options';
import { fileName } from '#domain/shared/file-name';
import { requestId } from '#domain/shared/request-id';
import { loadConfig } from '#config/load-config';
import { TomlRuleBook } from '#infrastructure/rules/toml-rule-book';
import { elfBytes } from '#test/builders/elf-bytes';
import { someOptions } from '#test/builders/job';
import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';

const ROOT = join(__dirname, '../..');

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
    mime_type: 'application/x-executable',
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
export class ScriptedEngine extends AnalysisEngine {
  readonly tasks: EngineTask[] = [];
  next: (signal: AbortSignal) => Promise<EngineReport> = () => Promise.resolve(REPORT);

  analyse(...[task, onProgress, signal]: Parameters<AnalysisEngine['analyse']>): Promise<EngineReport> {
    this.tasks.push(task);
    onProgress({ stage: 'structure', percent: 5 });
    return this.next(signal);
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
  readonly ruleBook = new TomlRuleBook(loadConfig({ variables: {}, rootDir: ROOT }));

  private readonly limits = { maxAttempts: 3, resultTtlMs: 3_600_000 };
  private readonly keys = new ResultKeys(this.workers, this.sharing, this.ruleBook);
  private readonly lostJobs = new LostJobs(this.jobs, this.samples, this.limits);

  readonly receive = new ReceiveUpload(this.samples);
  readonly submit = new SubmitAnalysis(this.samples, this.jobs, this.queue, this.cache, this.keys, this.clock);
  readonly awaitJob = new AwaitJob(this.jobs, this.events);
  readonly read = new ReadResult(new FindJob(this.jobs), this.cache);
  readonly run = new RunAnalysis(
    this.jobs,
    this.samples,
    this.engine,
    this.cache,
    this.keys,
    this.workers,
    this.clock,
    this.limits,
    this.lostJobs,
    new MakeDocument(this.engine, this.ruleBook, this.clock),
  );
  readonly reconcile = new ReconcileJobs(this.jobs, this.queue, this.samples, this.workers, this.clock, this.lostJobs);

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

  async submitted(options: Partial<AnalysisOptions> = {}, content: Uint8Array = elfBytes()): Promise<AnalysisJob> {
    const sample = await this.receive.execute(chunksOf(content), { maxBytes: 1_000_000 }, new AbortController().signal);
    return this.submit.execute({
      ownerId: 'local',
      sample,
      fileName: fileName('hello'),
      options: someOptions(options),
      requestId: requestId(),
      correlationId: requestId(),
    });
  }

  /** Delivers the next job to a worker, as the queue would. */
  async work(
    workerId = 'worker-1',
    signal = new AbortController().signal,
  ): Promise<'done' | 'handed-back' | undefined> {
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
