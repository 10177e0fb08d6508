import { Injectable } from '@nestjs/common';

import { RunInterruptions } from '#application/ports/run-interruptions.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { INTERRUPTIONS_CHANNEL } from './job-keys';

/** One channel that every worker hears. */
@Injectable()
export class RedisRunInterruptions extends RunInterruptions {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async announce(id: JobId): Promise<void> {
    await askRedis('interrupt a run', () => this.connections.commands.publish(INTERRUPTIONS_CHANNEL, id));
  }

  async listen(listener: (id: JobId) => void): Promise<() => void> {
    const { subscriber } = this.connections;
    const hear = (channel: string, message: string): void => {
      const id = channel === INTERRUPTIONS_CHANNEL ? parseJobId(message) : undefined;
      if (id !== undefined) listener(id);
    };
    subscriber.on('message', hear);
    try {
      await askRedis('listen to interruptions', () => subscriber.subscribe(INTERRUPTIONS_CHANNEL));
    } catch (error) {
      subscriber.off('message', hear);
      throw error;
    }
    return () => {
      subscriber.off('message', hear);
    };
  }
}
