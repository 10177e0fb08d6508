import { Injectable } from '@nestjs/common';

import type { QueueDepth, WaitingOfNeeds } from '#application/ports/analysis-queue.port';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { RunTimes } from '#application/ports/run-times.port';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { canTake, WorkerRegistry } from '#application/ports/worker-registry.port';

export const SCALING_ADVICE = ['up', 'keep', 'down'] as const;
/** Whether more workers are wanted, or fewer would do. */
export type ScalingAdvice = (typeof SCALING_ADVICE)[number];

export interface QueueReport extends QueueDepth {
  /** Waiting jobs of priority 0, 1, … 10. */
  readonly byPriority: readonly number[];
  /** Waiting jobs that no worker that is there can take. */
  readonly unservable: number;
  readonly workers: number;
  /** 0-1: of all that the workers could run at once, how much they do. Absent without workers. */
  readonly utilization?: number;
  /** Milliseconds; absent until something was measured. */
  readonly runMs?: number;
  readonly waitMs?: number;
  readonly recommendation: ScalingAdvice;
}

/** Waiting jobs per worker above which one more is worth it, and below which one fewer will do. */
const BUSY = 10;
const IDLE = 2;

/** What an operator, or an autoscaler, wants to know of the queue. */
@Injectable()
export class ReportQueue {
  constructor(
    private readonly queue: AnalysisQueue,
    private readonly workers: WorkerRegistry,
    private readonly times: RunTimes,
  ) {}

  async execute(): Promise<QueueReport> {
    const [depth, byPriority, byNeeds, workers, { runMs, waitMs }] = await Promise.all([
      this.queue.depth(),
      this.queue.depthByPriority(),
      this.queue.depthByNeeds(),
      this.workers.live(),
      this.times.read(),
    ]);
    const slots = workers.reduce((sum, { concurrency }) => sum + concurrency, 0);
    const load = workers.reduce((sum, worker) => sum + worker.load, 0);
    return {
      ...depth,
      byPriority,
      unservable: countUnservable(byNeeds, workers),
      workers: workers.length,
      ...(slots > 0 && { utilization: load / slots }),
      ...(runMs !== undefined && { runMs }),
      ...(waitMs !== undefined && { waitMs }),
      recommendation: scalingAdvice(depth.waiting, workers.length),
    };
  }
}

/** Of the waiting jobs, how many none of these workers can take. */
export function countUnservable(waiting: readonly WaitingOfNeeds[], workers: readonly WorkerRecord[]): number {
  return waiting
    .filter(({ needs }) => !workers.some((worker) => canTake(worker, needs)))
    .reduce((sum, { waiting: count }) => sum + count, 0);
}

/** Without any worker, whatever waits asks for one. */
export function scalingAdvice(waiting: number, workers: number): ScalingAdvice {
  if (waiting > BUSY * workers) return 'up';
  return waiting < IDLE * workers ? 'down' : 'keep';
}
