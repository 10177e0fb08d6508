import { Injectable } from '@nestjs/common';

import type { DependencyReport, DependencyStatus } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';

export interface DependencyHealth extends DependencyReport {
  readonly name: string;
  readonly latencyMs: number;
  readonly critical: boolean;
  readonly hasFallback: boolean;
}

export interface Health {
  /** `unhealthy` when a critical dependency is, `degraded` when anything else is wrong. */
  readonly status: DependencyStatus;
  readonly dependencies: readonly DependencyHealth[];
}

/** All the checks of this role. */
export abstract class DependencyChecks {
  abstract readonly all: readonly DependencyCheck[];
  /** After which a check counts as failed. */
  abstract readonly deadlineMs: number;
  /** How old a look may be that is told again, from its beginning. */
  abstract readonly shareMs: number;
}

interface Look {
  readonly begun: number;
  readonly health: Promise<Health>;
  isOver: boolean;
}

@Injectable()
export class ReportHealth {
  private last: Look | undefined;

  constructor(private readonly checks: DependencyChecks) {}

  /** Whoever asks while a look is under way, or soon after, is told the same: asking often costs no dependency more. */
  execute(): Promise<Health> {
    const { last } = this;
    if (last !== undefined && (!last.isOver || performance.now() - last.begun < this.checks.shareMs))
      return last.health;
    const look: Look = { begun: performance.now(), health: this.look(), isOver: false };
    void look.health.then(() => (look.isOver = true));
    this.last = look;
    return look.health;
  }

  private async look(): Promise<Health> {
    const dependencies = await Promise.all(this.checks.all.map((check) => inspect(check, this.checks.deadlineMs)));
    const broken = dependencies.filter(({ status }) => status !== 'healthy');
    const unhealthy = broken.some(({ critical, status }) => critical && status === 'unhealthy');
    return { status: unhealthy ? 'unhealthy' : broken.length > 0 ? 'degraded' : 'healthy', dependencies };
  }
}

async function inspect(check: DependencyCheck, deadlineMs: number): Promise<DependencyHealth> {
  const { name, critical, hasFallback } = check;
  const started = performance.now();
  const report = await inTime(check, deadlineMs);
  return { name, critical, hasFallback, latencyMs: Math.round(performance.now() - started), ...report };
}

async function inTime(check: DependencyCheck, deadlineMs: number): Promise<DependencyReport> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const late = new Promise<DependencyReport>((resolve) => {
    deadline.addEventListener('abort', () => {
      resolve({ status: 'unhealthy', detail: `no answer within ${deadlineMs} ms` });
    });
  });
  try {
    return await Promise.race([check.check(deadline), late]);
  } catch (error) {
    return { status: 'unhealthy', detail: error instanceof Error ? error.message : String(error) };
  }
}
