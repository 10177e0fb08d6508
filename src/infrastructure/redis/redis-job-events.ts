import { Injectable, Logger } from '@nestjs/common';

import { JobEvents } from '#application/ports/job-events.port';
import type { JobEvent } from '#application/ports/job-events.port';
import type { JobId } from '#domain/analysis/analysis-job';
import { parseJobId } from '#domain/analysis/analysis-job';
import { JOB_STATUSES } from '#domain/analysis/job-status';
import { askRedis } from './ask-redis';
import { eventsChannel } from './job-keys';
import { RedisConnections } from './redis-connections';

type Listener = (event: JobEvent) => void;

/** One channel for each job that somebody listens to; all listeners share one connection, which subscribes again when it comes back. */
@Injectable()
export class RedisJobEvents extends JobEvents {
  private readonly logger = new Logger(RedisJobEvents.name);
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly connections: RedisConnections) {
    super();
    connections.subscriber.on('message', (channel: string, message: string) => {
      this.deliver(channel, message);
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
  const { jobId, status, progress } = event as Partial<Record<keyof JobEvent, unknown>>;
  const id = typeof jobId === 'string' ? parseJobId(jobId) : undefined;
  const known = JOB_STATUSES.find((name) => name === status);
  if (id === undefined || known === undefined || typeof progress !== 'number') return undefined;
  return { jobId: id, status: known, progress };
}
