import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { RedisConnections } from './redis-connections';
import type { RedisInfo } from './redis-info';
import { readRedisInfos } from './redis-info';
import { writeProbe } from './write-probe';

const HEALTHY_WITHIN_MS = 100;
const HEALTHY_MEMORY = 0.9;

/** Healthy when a SET answers within 100 ms and the memory is under 90 % of what Redis may use. */
@Injectable()
export class RedisCheck extends DependencyCheck {
  readonly name = 'redis';
  readonly critical = true;
  readonly hasFallback = false;

  constructor(private readonly connections: RedisConnections) {
    super();
  }

  check(): Promise<DependencyReport> {
    return inspect(this.connections.commands, () => this.connections.fault);
  }
}

/** The Redis of the results, which may be the same. Without it results are made and kept for a while all the same. */
@Injectable()
export class CacheCheck extends DependencyCheck {
  readonly name = 'cache';
  readonly critical = false;
  readonly hasFallback = true;

  constructor(private readonly connections: RedisConnections) {
    super();
  }

  check(): Promise<DependencyReport> {
    return inspect(this.connections.cache, () => this.connections.cacheFault);
  }
}

/** @param knownFault why it does not serve, as the client has it; itself it says of a command only that there is no connection. */
async function inspect(client: Redis, knownFault: () => string | undefined): Promise<DependencyReport> {
  try {
    const started = performance.now();
    await writeProbe(client);
    const elapsed = Math.round(performance.now() - started);
    const fullest = Math.max(...(await readRedisInfos(client)).map(shareUsed));
    if (fullest >= HEALTHY_MEMORY) return { status: 'degraded', detail: `memory ${Math.round(fullest * 100)} % used` };
    if (elapsed > HEALTHY_WITHIN_MS) return { status: 'degraded', detail: `answered after ${elapsed} ms` };
    return { status: 'healthy' };
  } catch (error) {
    const reason = knownFault() ?? (error instanceof Error ? error.message : String(error));
    return { status: 'unhealthy', detail: `it does not serve: ${reason}` };
  }
}

function shareUsed({ usedMemory, maxMemory }: RedisInfo): number {
  return maxMemory === 0 ? 0 : usedMemory / maxMemory;
}
