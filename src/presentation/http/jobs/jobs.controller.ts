import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { FindJob } from '#application/analysis/find-job';
import type { Caller } from '#domain/access/caller';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import type { Progress } from '#presentation/http/analysis/progress-view';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import type { Answer } from '#presentation/http/envelope.interceptor';
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
  async status(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<Progress>> {
    return { data: await this.progress.of(await this.findJob.execute(id, caller.keyId)) };
  }
}
