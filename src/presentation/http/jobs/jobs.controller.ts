import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { FindJob } from '#application/analysis/find-job';
import type { Progress } from '#presentation/http/analysis/progress-view';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import type { Answer } from '#presentation/http/envelope.interceptor';
import { LOCAL_OWNER } from '#presentation/http/local-owner';
import { ApiJobStatus } from './jobs.openapi';

@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    private readonly findJob: FindJob,
    private readonly progress: ProgressView,
  ) {}

  @Get(':id/status')
  @ApiJobStatus()
  async status(@Param('id') id: string): Promise<Answer<Progress>> {
    return { data: await this.progress.of(await this.findJob.execute(id, LOCAL_OWNER)) };
  }
}
