import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';

import { batchMarkdown } from '#application/batches/batch-report';
import { CancelBatch } from '#application/batches/cancel-batch';
import { FindBatch } from '#application/batches/find-batch';
import { ListBatches } from '#application/batches/list-batches';
import { ReadBatch } from '#application/batches/read-batch';
import { SubmitBatch } from '#application/batches/submit-batch';
import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { SECOND_MS } from '#domain/shared/quantities';
import { CountsAs } from '#presentation/http/access/access-rules';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { markCreated } from '#presentation/http/access/request-outcome';
import { analysisOptions } from '#presentation/http/analysis/analyze.request';
import { idempotencyKeyOf } from '#presentation/http/analysis/idempotency-key';
import type { Answer } from '#presentation/http/answer/envelope';
import type { Paged } from '#presentation/http/answer/paging';
import { offsetOf, paged, PageRequest } from '#presentation/http/answer/paging';
import { identityOf } from '#presentation/http/answer/request-identity';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { BatchEventsResponse } from './batch-events.response';
import { BatchReader } from './batch-reader';
import { BatchReportRequest } from './batch-report.request';
import type { BatchData, BatchHeadData } from './batch-view';
import { batchHead, batchView } from './batch-view';
import {
  ApiBatch,
  ApiBatches,
  ApiBatchEvents,
  ApiBatchReport,
  ApiCancelBatch,
  ApiSubmitBatch,
} from './batches.openapi';
import { EntryAdmission } from './entry-admission';
import { batchUrl } from './locations';

/** A batch that takes longer is answered while it is still being taken in: what stands between us and the client does not wait for ever. */
const LONGEST_WAIT_MS = 30 * SECOND_MS;

@ApiTag('batches')
@Controller('api/v1/batches')
export class BatchesController {
  constructor(
    private readonly reader: BatchReader,
    private readonly admission: EntryAdmission,
    private readonly submit: SubmitBatch,
    private readonly listBatches: ListBatches,
    private readonly findBatch: FindBatch,
    private readonly readBatch: ReadBatch,
    private readonly cancelBatch: CancelBatch,
    private readonly events: BatchEventsResponse,
    private readonly state: ServiceState,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @HttpCode(202)
  @CountsAs('submission')
  @Audited('submit_batch')
  @ApiSubmitBatch()
  async create(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<BatchData>> {
    const idempotencyKey = idempotencyKeyOf(request);
    const { parts, options, password } = await this.reader.read(request, caller.keyId);
    const submission = {
      ownerId: caller.keyId,
      parts,
      options: analysisOptions(options, this.config.analysis),
      ...(password !== undefined && { password }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...identityOf(request),
      ...this.admission.of(caller, request, response),
    };
    const { id, done } = await this.submit.execute(submission, this.state.stopping).catch(async (refusal: unknown) => {
      await this.admission.nothingCame(request);
      throw refusal;
    });
    // Whether its client still waits or not.
    const settled = done.then((jobs) => (jobs === 0 ? this.admission.nothingCame(request) : undefined));
    await Promise.race([settled, delay(LONGEST_WAIT_MS, undefined, { ref: false })]);
    markCreated(request, id);
    response.setHeader('Location', batchUrl(id));
    return { data: await this.view(id, caller) };
  }

  @Get()
  @ApiBatches()
  async list(@Query() query: Record<string, unknown>, @CurrentCaller() caller: Caller): Promise<Paged<BatchHeadData>> {
    const request = validated(PageRequest, query);
    const { batches, total } = await this.listBatches.execute(caller.keyId, offsetOf(request), request.page_size);
    return paged(batches.map(batchHead), total, request);
  }

  @Get(':id')
  @ApiBatch()
  async read(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<BatchData>> {
    return { data: await this.view(id, caller) };
  }

  @Delete(':id')
  @Audited('cancel_batch')
  @ApiCancelBatch()
  async cancel(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<Answer<BatchData>> {
    await this.cancelBatch.execute(id, caller.keyId);
    return { data: await this.view(id, caller) };
  }

  @Get(':id/events')
  @ApiBatchEvents()
  async stream(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.events.send(await this.findBatch.execute(id, caller.keyId), request, response);
  }

  @Get(':id/report')
  @ApiBatchReport()
  async report(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<BatchData> | StreamableFile> {
    const { format } = validated(BatchReportRequest, query);
    const batch = await this.readBatch.execute(await this.findBatch.execute(id, caller.keyId));
    if (format === 'json') return { data: batchView(batch, 'by-risk') };
    return new StreamableFile(Buffer.from(batchMarkdown(batch)), { type: 'text/markdown; charset=utf-8' });
  }

  private async view(id: string, { keyId }: Caller): Promise<BatchData> {
    return batchView(await this.readBatch.execute(await this.findBatch.execute(id, keyId)));
  }
}
