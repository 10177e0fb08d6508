import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { HostPressure } from '#application/ports/host-pressure.port';
import { PressureSettings } from './pressure.settings';

/** Whether so much memory is in use that nothing new is taken. What was taken is worked on, and results are read. */
@Injectable()
export class MemoryCheck extends DependencyCheck {
  readonly name = 'memory';
  readonly critical = false;
  readonly hasFallback = false;

  constructor(
    private readonly host: HostPressure,
    private readonly limits: PressureSettings,
  ) {
    super();
  }

  async check(): Promise<DependencyReport> {
    const memory = await this.host.memory();
    const detail = `${percent(memory)} in use`;
    if (memory <= this.limits.memory) return { status: 'healthy', detail };
    const limit = percent(this.limits.memory);
    return {
      status: 'degraded',
      detail: `${detail}, above ${limit}: no upload and no new job is taken until it falls`,
    };
  }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
