import { Injectable } from '@nestjs/common';

import { DependencyCheck } from '#application/ports/dependency-check.port';
import type { DependencyReport } from '#application/ports/dependency-check.port';
import { askRedis } from './ask-redis';
import { RedisConnections } from './redis-connections';

const PROBE = 'health:redis';
const PROBE_LIFE_MS = 10_000;
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

  async check(): Promise<DependencyReport> {
    return askRedis('check Redis', async () => {
      const { commands } = this.connections;
      const started = performance.now();
      await commands.set(PROBE, '1', 'PX', PROBE_LIFE_MS);
      const elapsed = Math.round(performance.now() - started);
      const memory = await commands.info('memory');
      const [used, allowed] = [numberIn(memory, 'used_memory'), numberIn(memory, 'maxmemory')];
      if (allowed > 0 && used >= allowed * HEALTHY_MEMORY) {
        return { status: 'degraded', detail: `memory ${Math.round((used / allowed) * 100)} % used` };
      }
      if (elapsed > HEALTHY_WITHIN_MS) return { status: 'degraded', detail: `answered after ${elapsed} ms` };
      return { status: 'healthy' };
    });
  }
}

function numberIn(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? '0');
}
