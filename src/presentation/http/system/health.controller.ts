import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';

import type { DependencyHealth, Health } from '#application/operations/report-health';
import { ReportHealth } from '#application/operations/report-health';
import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import { PublicRoute } from '#presentation/http/access/access-rules';
import type { Answer } from '#presentation/http/answer/envelope';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiHealth, ApiLive, ApiReady } from './health.openapi';

@ApiTag('system')
@PublicRoute()
@Controller('api/v1/health')
export class HealthController {
  constructor(
    private readonly reportHealth: ReportHealth,
    private readonly state: ServiceState,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @ApiHealth()
  async health(@Res({ passthrough: true }) response: Response): Promise<Answer<object>> {
    const health = await this.reportHealth.execute();
    response.status(health.status === 'unhealthy' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
    return {
      data: {
        service: 'bin2nlp',
        status: health.status,
        role: this.config.role,
        environment: this.config.environment,
        dependencies: dependenciesOf(health),
      },
    };
  }

  /** Answers as long as the process does; touches nothing else. */
  @Get('live')
  @ApiLive()
  live(): Answer<object> {
    return { data: { status: 'alive' } };
  }

  @Get('ready')
  @ApiReady()
  async ready(@Res({ passthrough: true }) response: Response): Promise<Answer<object>> {
    const stopping = this.state.stopping.aborted;
    const health = this.state.takesWork ? await this.reportHealth.execute() : undefined;
    const ready = health !== undefined && health.status !== 'unhealthy';
    response.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    const unavailable = ready ? { unavailable: unavailableIn(health) } : {};
    return { data: { status: ready ? 'ready' : stopping ? 'stopping' : 'not ready', ...unavailable } };
  }
}

/** What does not work although requests may be sent here: the names under which health tells why. */
function unavailableIn({ dependencies }: Health): readonly string[] {
  return dependencies.filter(({ status }) => status === 'unhealthy').map(({ name }) => name);
}

function dependenciesOf(health: Health): Readonly<Record<string, object>> {
  return Object.fromEntries(health.dependencies.map((dependency) => [dependency.name, viewOf(dependency)]));
}

function viewOf({ status, latencyMs, critical, hasFallback, detail }: DependencyHealth): object {
  return { status, latency_ms: latencyMs, critical, has_fallback: hasFallback, detail: detail ?? null };
}
