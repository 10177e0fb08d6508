import { Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { analysisOptions } from './analyze.request';
import type { AnalysisData } from './analyze.response';
import { ApiAnalyze, ApiReadAnalysis } from './analyze.openapi';
import { DetailLevelRequest } from './detail-level';
import { HybridAnswer } from './hybrid-answer';
import { ProgressView } from './progress-view';
import { summaryOf } from './summary-view';
import { UploadReader } from './upload-reader';
import type { ResultReading } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import type { DocumentHead } from '#domain/analysis/analysis-document';
import { CountsAs } from '#presentation/http/access/access-rules';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { markCreated } from '#presentation/http/access/undertaking';
import type { Answer } from '#presentation/http/envelope.interceptor';
import { identityOf } from '#presentation/http/request-identity';
import { validated } from '#presentation/http/validated';

const FIRST_PAGE = { page: 1, page_size: 50 } as const;

@ApiTags('analysis')
@Controller('api/v1/analyze')
export class AnalyzeController {
  constructor(
    private readonly uploads: UploadReader,
    private readonly submit: SubmitAnalysis,
    private readonly hybrid: HybridAnswer,
    private readonly results: ReadResult,
    private readonly progress: ProgressView,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @CountsAs('submission')
  @Audited('submit_analysis')
  @ApiAnalyze()
  async analyze(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<AnalysisData>> {
    const { sample, fileName, options } = await this.uploads.read(request);
    const job = await this.submit.execute({
      ownerId: caller.keyId,
      sample,
      fileName,
      options: analysisOptions(options, this.config.analysis.defaultTimeoutSeconds),
      ...identityOf(request),
    });
    markCreated(request, job.id);
    return { data: await this.hybrid.to(job, options.wait_seconds, request, response) };
  }

  @Get(':id')
  @Audited('read_result')
  @ApiReadAnalysis()
  async read(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<object>> {
    const { detail_level: level } = validated(DetailLevelRequest, query);
    const reading = await this.readLevel(id, caller.keyId, level);
    if (!reading.ready) {
      response.status(HttpStatus.ACCEPTED).setHeader('Retry-After', 1);
      return { data: await this.progress.of(reading.job) };
    }
    return {
      data: { analysis_id: id, detail_level: level, result: reading.result },
      metadata: { analysis_id: id, cached: reading.job.cached },
    };
  }

  private async readLevel(
    id: string,
    ownerId: string,
    level: DetailLevelRequest['detail_level'],
  ): Promise<ResultReading<object>> {
    switch (level) {
      case 'summary':
        return withDetailEndpoints(await this.results.head(id, ownerId));
      case 'full':
        return this.results.document(id, ownerId);
      case 'security': {
        const reading = await this.results.head(id, ownerId);
        return reading.ready
          ? { ...reading, result: { security_findings: reading.result.security_findings } }
          : reading;
      }
      case 'functions':
      case 'strings':
      case 'imports':
      case 'exports': {
        const reading = await this.results.page(id, ownerId, level, 0, FIRST_PAGE.page_size);
        if (!reading.ready) return reading;
        const { items, total } = reading.result;
        const result = { [level]: items, ...FIRST_PAGE, total_count: total, has_next: total > items.length };
        return { ...reading, result };
      }
    }
  }
}

function withDetailEndpoints(reading: ResultReading<DocumentHead>): ResultReading<object> {
  if (!reading.ready) return reading;
  return { ...reading, result: summaryOf(reading.result, reading.job.id) };
}
