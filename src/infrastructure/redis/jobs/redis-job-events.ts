import { Injectable, Logger } from '@nestjs/common';

import type { JobEvent } from '#application/ports/job-events.port';
import { JOB_EVENT_KINDS, JobEvents } from '#application/ports/job-events.port';
import { STAGE_NAMES } from '#domain/document/stages';
import type { JobError, JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { EVENTS_CHANNELS, eventsChannel, eventsKey, jobKey } from './job-keys';

type Listener = (event: JobEvent) => void;

/**
 * One channel for each job that somebody listens to; all listeners share one connection, which subscribes again when it
 * comes back. What is told is kept beside the record as well, in a stream whose ids are the numbers of the events.
 */
@Injectable()
export class RedisJobEvents extends JobEvents {
  private readonly logger = new Logger(RedisJobEvents.name);
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly connections: RedisConnections) {
    super();
    connections.subscriber.on('message', (channel: string, message: string) => {
      if (channel.startsWith(EVENTS_CHANNELS)) this.deliver(channel, message);
    });
  }

  async subscribe(id: JobId, listener: Listener): Promise<() => void> {
    const channel = eventsChannel(id);
    // One entry for every call, even with the same function: each is ended by its own result.
    const own: Listener = (event) => {
      listener(event);
    };
    this.add(channel, own);
    try {
      // Also for a second listener: it must not resolve before the first one's subscription is in force.
      await askRedis('listen to a job', () => this.connections.subscriber.subscribe(channel));
    } catch (error) {
      this.remove(channel, own);
      throw error;
    }
    return () => {
      this.remove(channel, own);
    };
  }

  async replay(id: JobId, after: number): Promise<readonly JobEvent[]> {
    return askRedis('read the events of a job', async () => {
      const { commands } = this.connections;
      const [entries, record] = await Promise.all([
        commands.xrange(eventsKey(id), `(${after}`, '+'),
        commands.hmget(jobKey(id), 'status', 'progress', 'stage', 'error', 'completed_at', 'events'),
      ]);
      const kept = entries.flatMap(([, fields]) => parseEvent(fields[1] ?? '') ?? []);
      const end = endOf(id, record);
      // The stream is gone an hour after the end; the record is not.
      return end === undefined || end.id <= after || kept.at(-1)?.id === end.id ? kept : [...kept, end];
    });
  }

  private add(channel: string, listener: Listener): void {
    const others = this.listeners.get(channel);
    if (others === undefined) this.listeners.set(channel, new Set([listener]));
    else others.add(listener);
  }

  private remove(channel: string, listener: Listener): void {
    const others = this.listeners.get(channel);
    if (others?.delete(listener) !== true || others.size > 0) return;
    this.listeners.delete(channel);
    this.leave(channel);
  }

  private leave(channel: string): void {
    this.connections.subscriber.unsubscribe(channel).catch((error: unknown) => {
      // The connection subscribes to it again when it comes back; the first message without a listener ends that.
      this.logger.debug(`Failed to stop listening to ${channel}: ${String(error)}`);
    });
  }

  private deliver(channel: string, message: string): void {
    const listeners = this.listeners.get(channel);
    if (listeners === undefined) {
      this.leave(channel);
      return;
    }
    const event = parseEvent(message);
    if (event === undefined) {
      this.logger.warn(`Not an event, on ${channel}: ${message.slice(0, 200)}`);
      return;
    }
    for (const listener of [...listeners]) listener(event);
  }
}

function parseEvent(message: string): JobEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(message);
  } catch {
    return undefined;
  }
  if (typeof event !== 'object' || event === null) return undefined;
  const { id, jobId, kind, status, progress, stage, error, at } = event as Partial<Record<keyof JobEvent, unknown>>;
  const job = typeof jobId === 'string' ? parseJobId(jobId) : undefined;
  const knownKind = JOB_EVENT_KINDS.find((name) => name === kind);
  const knownStatus = JOB_STATUSES.find((name) => name === status);
  const knownStage = STAGE_NAMES.find((name) => name === stage);
  if (job === undefined || knownKind === undefined || knownStatus === undefined) return undefined;
  if (typeof id !== 'number' || typeof progress !== 'number' || typeof at !== 'number') return undefined;
  return {
    id,
    jobId: job,
    kind: knownKind,
    status: knownStatus,
    progress,
    ...(knownStage !== undefined && { stage: knownStage }),
    ...(typeof error === 'string' && { error: JSON.parse(error) as JobError }),
    at,
  };
}

/** The end of a job as its record tells it. */
function endOf(id: JobId, record: readonly (string | null)[]): JobEvent | undefined {
  const [status, progress, stage, error, at, number] = record.map((field) => field ?? undefined);
  const known = JOB_STATUSES.find((name) => name === status);
  if (known === undefined || known === 'pending' || known === 'processing') return undefined;
  const knownStage = STAGE_NAMES.find((name) => name === stage);
  return {
    id: Number(number ?? 1),
    jobId: id,
    kind: known,
    status: known,
    progress: Number(progress),
    ...(knownStage !== undefined && { stage: knownStage }),
    ...(error !== undefined && { error: JSON.parse(error) as JobError }),
    at: Number(at),
  };
}
