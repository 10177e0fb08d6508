import { BullModule } from '@nestjs/bullmq';
import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { SmallJobSettings } from '#application/analysis/small-jobs.settings';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import { AnalysisConsumer } from '#infrastructure/bullmq/analysis.consumer';
import { ANALYSIS_QUEUE, SMALL_JOBS_QUEUE } from '#infrastructure/bullmq/analysis-delivery';
import { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { BullmqAnalysisQueue } from '#infrastructure/bullmq/bullmq-analysis-queue';
import { ChosenJobsConsumer } from '#infrastructure/bullmq/chosen-jobs.consumer';
import type { Pace } from '#infrastructure/bullmq/lane.consumer';
import { queueOptions } from '#infrastructure/bullmq/queue-options';
import { SmallJobsConsumer } from '#infrastructure/bullmq/small-jobs.consumer';
import { WaitingByNeeds } from '#infrastructure/bullmq/waiting-by-needs';
import { WaitingSmallJobs } from '#infrastructure/bullmq/waiting-small-jobs';
import { WorkerId } from '#infrastructure/bullmq/worker-id';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { NoTracing } from '#infrastructure/tracing/no-tracing';
import type { TemporaryRedis } from './temporary-redis';

/** Bytes up to which a job is a small one for a `QueueWorker`. */
export const SMALL_JOB_BYTES = 10 * 1024 * 1024;

/** A process of role worker, as far as the queue goes; its runs are the test's. */
export interface QueueWorker {
  /** To be closed. */
  readonly services: TestingModule;
  readonly slots: AnalysisSlots;
  readonly queue: AnalysisQueue;
}

/** Takes jobs when it resolves. */
export async function startQueueWorker(
  redis: TemporaryRedis,
  execute: RunAnalysis['execute'],
  analysis: Partial<AppConfig['analysis']>,
  pace?: Pace,
): Promise<QueueWorker> {
  const config = redis.config({ analysis });
  const connections = new RedisConnections(config);
  connections.open();
  await connections.serving();
  const services = await Test.createTestingModule({
    imports: [
      BullModule.forRoot(queueOptions(connections)),
      BullModule.registerQueue({ name: ANALYSIS_QUEUE }, { name: SMALL_JOBS_QUEUE }),
    ],
    providers: [
      AnalysisConsumer,
      SmallJobsConsumer,
      ChosenJobsConsumer,
      AnalysisSlots,
      WaitingByNeeds,
      WaitingSmallJobs,
      { provide: AnalysisQueue, useClass: BullmqAnalysisQueue },
      { provide: AppConfig, useValue: config },
      { provide: RedisConnections, useValue: connections },
      { provide: RunAnalysis, useValue: { execute } },
      { provide: SmallJobSettings, useValue: { maxBytes: SMALL_JOB_BYTES } },
      { provide: Tracing, useClass: NoTracing },
      { provide: WorkerId, useValue: { id: 'worker-1' } },
    ],
  }).compile();
  await services.init();
  const slots = services.get(AnalysisSlots);
  await slots.start(pace);
  return { services, slots, queue: services.get(AnalysisQueue) };
}
