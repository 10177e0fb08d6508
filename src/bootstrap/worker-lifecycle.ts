import { Injectable, Logger } from '@nestjs/common';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { AnnounceWorker } from '#application/operations/announce-worker';
import { Clock } from '#application/ports/clock.port';
import { RunInterruptions } from '#application/ports/run-interruptions.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { capabilitiesOf } from '#domain/jobs/worker-capability';
import { SECOND_MS } from '#domain/shared/quantities';
import { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { workerSlots } from '#infrastructure/bullmq/worker-slots';
import { RECORD_VERSIONS } from '#infrastructure/redis/jobs/record-version';
import { levelOf } from './level-of';
import { StartError } from './start-error';
import { WorkerIdentity } from './worker-identity';

const UNCONFINED =
  'No sandbox works here: radare2 runs with resource limits only. Do not analyse files that you do not trust. ' +
  'Set BIN2NLP_SANDBOX__TIER=bwrap or landlock to be told what is missing.';

const WITHOUT_CODE =
  'Or have this worker take quick analyses only, and leave the others to those that can: BIN2NLP_ANALYSIS__TAKES_CODE=false.';

/** A worker's presence: in the registry while it lives, taking jobs from start to stop. */
@Injectable()
export class WorkerLifecycle {
  private readonly logger = new Logger(WorkerLifecycle.name);
  private readonly registeredAt: number;
  private heartbeat: NodeJS.Timeout | undefined;
  private stopListening = (): void => undefined;

  constructor(
    private readonly identity: WorkerIdentity,
    private readonly slots: AnalysisSlots,
    private readonly announceWorker: AnnounceWorker,
    private readonly workers: WorkerRegistry,
    private readonly runAnalysis: RunAnalysis,
    private readonly interruptions: RunInterruptions,
    private readonly config: AppConfig,
    clock: Clock,
  ) {
    this.registeredAt = clock.now();
  }

  /**
   * Announced first: whoever sees this worker's jobs finds it in the registry. May be tried again when Redis went away meanwhile.
   */
  async start(): Promise<void> {
    this.fallSilent();
    const { engine, fault } = await this.announce();
    if (engine === undefined) throw new StartError(`radare2 cannot run here. ${fault ?? 'No reason is known.'}`);
    if (engine.degraded !== undefined && this.config.analysis.takesCode) this.acceptOrRefuse(engine.degraded);
    if (engine.sandbox === 'off') this.logger.warn(UNCONFINED);
    this.stopListening = await this.interruptions.listen((id) => {
      this.reconsider(id);
    });
    this.heartbeat = setInterval(() => {
      this.announce().catch((error: unknown) => {
        this.tell(error, 'Failed to report to the registry');
      });
      // A message can be lost: what runs here is looked at with every heartbeat.
      this.reconsider();
    }, this.config.analysis.heartbeatSeconds * SECOND_MS);
    await this.slots.start();
    this.logger.log({ ...engine, worker_id: this.identity.id }, 'The worker is ready');
  }

  /** One that never worked is a fault of the installation: production does not begin with it. */
  private acceptOrRefuse(fault: string): void {
    if (this.config.environment === 'production') throw new StartError(`${fault} ${WITHOUT_CODE}`);
    this.logger.error(`${fault} Until it does, headers, tables and strings are all that is read of a file.`);
  }

  /** Finishes or hands back what runs, then leaves the registry. Never rejects: an entry that stays expires. */
  async stop(): Promise<void> {
    await this.slots.stop();
    this.fallSilent();
    await this.workers.withdraw(this.identity.id).catch((error: unknown) => {
      this.tell(error, 'Failed to leave the registry');
    });
  }

  private fallSilent(): void {
    clearInterval(this.heartbeat);
    this.stopListening();
    this.stopListening = (): void => undefined;
  }

  private reconsider(id?: JobId): void {
    this.runAnalysis.reconsider(id).catch((error: unknown) => {
      this.tell(error, 'Failed to look whether what runs is still wanted; the next heartbeat tries again');
    });
  }

  private tell(error: unknown, what: string): void {
    this.logger[levelOf(error)]({ err: error }, what);
  }

  private announce(): ReturnType<AnnounceWorker['execute']> {
    return this.announceWorker.execute({
      id: this.identity.id,
      host: this.identity.host,
      registeredAt: this.registeredAt,
      concurrency: this.config.analysis.workerConcurrency,
      load: this.slots.load,
      smallJobSlots: workerSlots(this.config.analysis).small,
      processedJobs: this.slots.processedJobs,
      capabilities: capabilitiesOf(this.config.analysis),
      reads: RECORD_VERSIONS,
    });
  }
}
