import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';

/** Why an engine is stopped: its job was cancelled, and no other follows it. */
export class NobodyWaits extends Error {
  override readonly name = 'NobodyWaits';

  constructor() {
    super('Nobody waits for this analysis any more.');
  }
}

/** What runs in this process under one queue entry, and for which job it does so now. */
export class ActiveRun {
  private readonly aborted = new AbortController();
  private readonly held = new Set<JobId>();
  private current: AnalysisJob | undefined;

  constructor(
    /** The job whose queue entry was delivered. */
    readonly carrier: JobId,
    readonly workerId: string,
  ) {}

  /** The job that it runs for; `undefined` until it is claimed. */
  get job(): AnalysisJob | undefined {
    return this.current;
  }

  get jobId(): JobId {
    return this.current?.id ?? this.carrier;
  }

  /** Every job that it has run for, the first one first. */
  get carried(): readonly JobId[] {
    return [...this.held];
  }

  /** Aborts with `NobodyWaits`. */
  get signal(): AbortSignal {
    return this.aborted.signal;
  }

  /** From now on it runs for this job. */
  begin(job: AnalysisJob): void {
    this.current = job;
    this.held.add(job.id);
  }

  stop(): void {
    this.aborted.abort(new NobodyWaits());
  }
}
