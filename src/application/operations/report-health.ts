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
}

@Injectable()
export class ReportHealth {
  constructor(private readonly checks: DependencyChecks) {}

  async execute(): Promise<Health> {
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
