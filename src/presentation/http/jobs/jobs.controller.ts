import { Controller, Delete, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { CancelJob } from '#application/analysis/cancel-job';
import { FindJob } from '#application/analysis/find-job';
import { ListJobs } from '#application/analysis/list-jobs';
import type { OwnedJobsQuery } from '#application/ports/job-store.port';
import type { Caller } from '#domain/access/caller';
import { sha256 } from '#domain/shared/sha256';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import type { Progress } from '#presentation/http/analysis/progress-view';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import type { Answer } from '#presentation/http/answer/envelope';
import type { Paged } from '#presentation/http/answer/paging';
import { offsetOf, paged } from '#presentation/http/answer/paging';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { JobEventsResponse } from './job-events.response';
import type { JobData } from './job-view';
import { JobView } from './job-view';
import { ApiCancelJob, ApiJob, ApiJobEvents, ApiJobs, ApiJobStatus } from './jobs.openapi';
import { ListJobsRequest } from './list-jobs.request';

type JobFilters = Omit<OwnedJobsQuery, 'offset' | 'limit'>;

@ApiTag('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    private readonly listJobs: ListJobs,
    private readonly findJob: FindJob,
    private readonly cancelJob: CancelJob,
    private readonly view: JobView,
    private readonly progress: ProgressView,
    private readonly events: JobEventsResponse,
  ) {}

  @Get()
  @ApiJobs()
  async list(@Query() query: Record<string, unknown>, @CurrentCaller() caller: Caller): Promise<Paged<JobData>> {
    const request = validated(ListJobsRequest, query);
    const page = { offset: offsetOf(request), limit: request.page_size };
    const { jobs, total } = await this.listJobs.execute(caller.keyId, { ...filtersOf(request), ...page });
    return paged(await this.view.ofAll(jobs), total, request);
  }

  @Get(':id')
  @ApiJob()
  async read(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<JobData>> {
    return { data: await this.view.of(await this.findJob.execute(id, caller.keyId)) };
  }

  @Delete(':id')
  @ApiCancelJob()
  async cancel(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<JobData>> {
    return { data: await this.view.of(await this.cancelJob.execute(id, caller.keyId)) };
  }

  @Get(':id/status')
  @ApiJobStatus()
  async status(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<Progress>> {
    return { data: await this.progress.of(await this.findJob.execute(id, caller.keyId)) };
  }

  @Get(':id/events')
  @ApiJobEvents()
  async stream(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.events.send(await this.findJob.execute(id, caller.keyId), request, response);
  }
}

function filtersOf({ status, since, verdict, min_risk: minRisk, sha256: digest }: ListJobsRequest): JobFilters {
  return {
    ...(status !== undefined && { status }),
    ...(since !== undefined && { since }),
    ...(verdict !== undefined && { verdict }),
    ...(minRisk !== undefined && { minRisk }),
    ...(digest !== undefined && { sha256: sha256(digest) }),
  };
}
