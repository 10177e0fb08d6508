import { Injectable } from '@nestjs/common';

import { SpendQuota } from '#application/access/spend-quota';
import { AnswerKnownContent } from '#application/analysis/answer-known-content';
import { FindJob } from '#application/analysis/find-job';
import { FindSubmitted } from '#application/analysis/find-submitted';
import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import { PrepareUpload } from '#application/intake/prepare-upload';
import { TakeUpload } from '#application/intake/take-upload';
import { AppConfig } from '#config/app-config';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { fileName } from '#domain/shared/file-name';
import { tameText } from '#domain/shared/hostile-text';
import { MB } from '#domain/shared/quantities';
import { sha256 } from '#domain/shared/sha256';
import { analysisOptions, AnalyzeRequest } from '#presentation/http/analysis/analyze.request';
import { AwaitEnd } from './await-end';
import { JobAnswer } from './job-answer';
import { ReadingTools } from './reading-tools';
import type { ToolAnswer, ToolCall } from './tool-call';
import type { InputOf } from './tool-catalogue';
import { TOOL_SPECS } from './tool-catalogue';

/** Characters. */
const LONGEST_PATH = 4096;

/** A tool's answer, and the id of what came into being. */
export interface Created {
  readonly id: string;
  readonly answer: () => Promise<ToolAnswer>;
}

/** Tools by which files come in and are waited for. */
@Injectable()
export class SubmissionTools {
  constructor(
    private readonly takeUpload: TakeUpload,
    private readonly submitAnalysis: SubmitAnalysis,
    private readonly answerKnown: AnswerKnownContent,
    private readonly prepareUpload: PrepareUpload,
    private readonly quota: SpendQuota,
    private readonly findJob: FindJob,
    private readonly findSubmitted: FindSubmitted,
    private readonly awaitEnd: AwaitEnd,
    private readonly jobs: JobAnswer,
    private readonly reading: ReadingTools,
    private readonly config: AppConfig,
  ) {}

  async submit(input: InputOf<'submit'>, call: ToolCall): Promise<Created> {
    const submitted = await this.withinQuota(call, () => this.accept(input, call)).catch((refusal: unknown) =>
      this.acceptedBefore(input, call, refusal),
    );
    const answer = async (): Promise<ToolAnswer> => {
      const job = await this.awaitEnd.execute(submitted, input.wait_seconds, call);
      if (job.status === 'pending' || job.status === 'processing') return this.jobs.of(job);
      const survey = TOOL_SPECS.survey.input.parse({ analysis_id: job.id });
      const page = await this.reading.survey(survey, call, `analysis_id: ${job.id}\nstatus: ${job.status}\n`);
      return page.answer;
    };
    return { id: submitted.id, answer };
  }

  async uploadUrl(input: InputOf<'upload_url'>, call: ToolCall): Promise<Created> {
    const announced = {
      ownerId: call.caller.keyId,
      fileName: fileName(input.filename.split(/[/\\]/).at(-1) ?? ''),
      size: input.size,
      ...(input.sha256 !== undefined && { sha256: sha256(input.sha256.toLowerCase()) }),
      maxBytes: this.config.storage.maxFileSizeMb * MB,
    };
    // An announced file is counted once, when it is analysed: here it matters only whether anything is left.
    const spent = await this.quota.execute(call.caller);
    try {
      const { id, expiresAt, signature, direct } = await this.prepareUpload.execute(announced);
      const url = direct?.url ?? `${call.address}/api/v1/upload/${id}?expires=${expiresAt}&signature=${signature}`;
      const headers = { 'Content-Type': 'application/octet-stream', ...direct?.headers };
      const said = { upload_id: id, method: 'PUT', url, headers, expires_at: new Date(expiresAt).toISOString() };
      const curl = curlLine(input.filename, url, headers);
      return { id, answer: () => Promise.resolve(this.uploadAnswer(said, curl)) };
    } finally {
      await this.quota.giveBack(spent);
    }
  }

  async status({ analysis_id: id, wait_seconds: wait }: InputOf<'status'>, call: ToolCall): Promise<ToolAnswer> {
    const job = await this.findJob.execute(id, call.caller.keyId);
    return this.jobs.of(await this.awaitEnd.execute(job, wait, call));
  }

  private uploadAnswer(
    said: Readonly<Record<string, unknown>> & { readonly upload_id: string },
    curl: string,
  ): ToolAnswer {
    const next = `submit ${JSON.stringify({ upload_id: said.upload_id })}`;
    if (this.config.mcp.content === 'json') return { json: { ...said, curl, next } };
    const lines = Object.entries(said).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`,
    );
    return { text: `${lines.join('')}curl: ${curl}\nshown: upload\nnext: ${next}\n` };
  }

  private async accept(input: InputOf<'submit'>, { caller, requestId, correlationId }: ToolCall): Promise<AnalysisJob> {
    const request = Object.assign(new AnalyzeRequest(), { analysis_depth: input.depth });
    const options = analysisOptions(request, this.config.analysis);
    const asked = { ownerId: caller.keyId, options, requestId, correlationId };
    const { upload_id: uploadId, sha256: digest } = input;
    if (uploadId !== undefined && digest === undefined) {
      return this.submitAnalysis.execute({ ...asked, ...(await this.takeUpload.execute(uploadId, caller.keyId)) });
    }
    if (digest !== undefined && uploadId === undefined) {
      return this.answerKnown.execute({ ...asked, sample: sha256(digest.toLowerCase()) });
    }
    throw new DomainError('INVALID_OPTION', 'Say what to analyse by one of upload_id and sha256.', {
      remediation: 'Call upload_url, send the file as it says, then submit with its upload_id.',
    });
  }

  /** A repeat of a submission whose answer was lost is that submission. */
  private async acceptedBefore(
    { upload_id: id, depth }: InputOf<'submit'>,
    { caller }: ToolCall,
    refusal: unknown,
  ): Promise<AnalysisJob> {
    const mayBe = id !== undefined && refusal instanceof DomainError && refusal.code === 'INVALID_TRANSITION';
    const job = mayBe ? await this.findSubmitted.execute(id, caller.keyId, { depth }) : undefined;
    if (job === undefined) throw refusal;
    return job;
  }

  /** What is not accepted costs nothing. */
  private async withinQuota<Done>({ caller }: ToolCall, accept: () => Promise<Done>): Promise<Done> {
    const spent = await this.quota.execute(caller);
    try {
      return await accept();
    } catch (refusal) {
      await this.quota.giveBack(spent);
      throw refusal;
    }
  }
}

/** A command for a POSIX shell, in one line: what the caller named is quoted whole. */
function curlLine(path: string, url: string, headers: Readonly<Record<string, string>>): string {
  const parts = Object.entries(headers).map(([header, value]) => `-H ${quoted(`${header}: ${value}`)}`);
  const file = path.startsWith('-') ? `./${path}` : path;
  // -g: braces and brackets in names are themselves.
  return ['curl -g --fail-with-body', ...parts, `-T ${quoted(tameText(file, LONGEST_PATH))}`, quoted(url)].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
