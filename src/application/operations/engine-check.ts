import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { canTake, WorkerRegistry } from '#application/ports/worker-registry.port';

/** radare2 as the live workers report it: the api role has none of its own. Without it jobs wait, so it is not critical to taking them. */
@Injectable()
export class EngineCheck extends DependencyCheck {
  readonly name = 'radare2';
  readonly critical = false;
  /** Headers are read without it, unless the configuration forbids that. */
  readonly hasFallback = true;

  constructor(private readonly workers: WorkerRegistry) {
    super();
  }

  async check(): Promise<DependencyReport> {
    const all = await this.workers.live();
    const wanting = all.filter((worker) => canTake(worker, ['code']));
    // One that takes no code is not asked for radare2, unless there is no other.
    const live = wanting.length > 0 ? wanting : all;
    const ready = live.flatMap(({ engine }) => (engine === undefined ? [] : [engine]));
    const [first] = ready;
    if (first === undefined) {
      const faults = live.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
      return { status: 'unhealthy', detail: faults[0] ?? 'no worker is there; jobs wait' };
    }
    const impaired = ready.flatMap(({ degraded }) => (degraded === undefined ? [] : [degraded]));
    if (impaired[0] !== undefined) {
      return { status: 'degraded', detail: `${impaired[0]} (${impaired.length} of ${live.length} workers)` };
    }
    const detail = `${first.radare2Version} on ${ready.length} of ${live.length} workers`;
    return { status: ready.length === live.length ? 'healthy' : 'degraded', detail };
  }
}

/** The sandbox tier that the live workers run radare2 in. */
@Injectable()
export class SandboxCheck extends DependencyCheck {
  readonly name = 'sandbox';
  readonly critical = false;
  readonly hasFallback = false;

  constructor(private readonly workers: WorkerRegistry) {
    super();
  }

  async check(): Promise<DependencyReport> {
    const tiers = [
      ...new Set((await this.workers.live()).flatMap(({ engine }) => (engine === undefined ? [] : [engine.sandbox]))),
    ].sort();
    if (tiers.length === 0) return { status: 'unhealthy', detail: 'no worker is there' };
    const detail = tiers.join(', ');
    return tiers.includes('off')
      ? { status: 'degraded', detail: `${detail}: radare2 is not confined` }
      : { status: 'healthy', detail };
  }
}
