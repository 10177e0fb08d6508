import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { AnswerKnownContent } from '#application/analysis/answer-known-content';
import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { CountsAs } from '#presentation/http/access/access-rules';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { markCreated } from '#presentation/http/access/request-outcome';
import type { Answer } from '#presentation/http/answer/envelope';
import { identityOf } from '#presentation/http/answer/request-identity';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiAnalyze } from './analyze.openapi';
import { analysisOptions } from './analyze.request';
import type { AnalysisData } from './analyze.response';
import { HybridAnswer } from './hybrid-answer';
import { idempotencyKeyOf } from './idempotency-key';
import { UploadReader } from './upload-reader';

@ApiTag('analysis')
@Controller('api/v1/analyze')
export class AnalyzeController {
  constructor(
    private readonly uploads: UploadReader,
    private readonly submit: SubmitAnalysis,
    private readonly answerKnown: AnswerKnownContent,
    private readonly hybrid: HybridAnswer,
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
    const idempotencyKey = idempotencyKeyOf(request);
    const upload = await this.uploads.read(request, caller.keyId);
    const asked = {
      ownerId: caller.keyId,
      options: analysisOptions(upload.options, this.config.analysis),
      ...identityOf(request),
    };
    const job =
      'content' in upload
        ? await this.answerKnown.execute({
            ...asked,
            sample: upload.content,
            ...(upload.fileName !== undefined && { fileName: upload.fileName }),
          })
        : await this.submit.execute({
            ...asked,
            sample: upload.sample,
            fileName: upload.fileName,
            ...(idempotencyKey !== undefined && { idempotencyKey }),
          });
    markCreated(request, job.id);
    return { data: await this.hybrid.to(job, upload.options.wait_seconds, request, response) };
  }
}
