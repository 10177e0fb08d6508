import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import { answerOf } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { getJob, getJobStatus, getResult, submitAnalysis } from '#client/generated/sdk.gen';
import type { AnalysisSummary, AnalyzeRequest, SubmitAnalysisResponse } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import { submitBytes } from '#client/submit-bytes';
import type { DocumentHead } from '#domain/document/analysis-document';
import { fileDigest } from './file-digest';
import { headOf } from './head-of';
import { withPatience } from './patience';

const POLL_MS = 150;
/** As long as the service waits at most. */
const WAIT_SECONDS = 60;

export interface Analysed {
  readonly id: string;
  readonly head: DocumentHead;
  /** Answered from what was stored. */
  readonly cached: boolean;
}

export interface Progress {
  /** 0-100. */
  readonly progress: number;
  readonly stage: string | null;
  readonly queue_position: number | null;
}

/** Has files analysed: what the service knows of this user is not sent again. */
export class Analyst {
  constructor(
    private readonly client: Client,
    private readonly options: AnalyzeRequest,
    private readonly stop: AbortSignal,
  ) {}

  /**
   * @param watch told how far it is; without it the service is asked once and waits itself
   * @throws Refusal when it is refused, fails, or is told to stop
   */
  async analyse(path: string, watch?: (progress: Progress) => void): Promise<Analysed> {
    const wait = { ...this.options, wait_seconds: watch === undefined ? WAIT_SECONDS : 0 };
    const { data, cached } = (await this.known(path)) ?? (await this.send(path, wait));
    if (data.result !== undefined) return { id: data.job_id, head: headOf(data.result), cached };
    return { id: data.job_id, cached, head: await this.awaited(data.job_id, watch) };
  }

  /** That of content which is known by its digest alone. */
  async byDigest(sha256: string, filename?: string): Promise<Submitted> {
    const body = { ...this.options, sha256, ...(filename !== undefined && { filename }) };
    return this.submitted(() => answerOf(submitAnalysis({ client: this.client, body, signal: this.stop })));
  }

  private async known(path: string): Promise<Submitted | undefined> {
    try {
      return await this.byDigest(await fileDigest(path), nameOf(path));
    } catch (refusal) {
      if (refusal instanceof Refusal && refusal.code === 'CONTENT_NOT_AVAILABLE') return undefined;
      throw refusal;
    }
  }

  private send(path: string, options: AnalyzeRequest): Promise<Submitted> {
    return this.submitted(async () => {
      const content = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
      return (await submitBytes(this.client, { name: nameOf(path), content, options, signal: this.stop })).data;
    });
  }

  private async submitted(ask: () => Promise<SubmitAnalysisResponse>): Promise<Submitted> {
    const { data } = await withPatience(ask, this.stop);
    return { data, cached: 'cached' in data && data.cached };
  }

  /** Until a job has ended well. @throws Refusal with why it did not */
  async untilDone(id: string, watch?: (progress: Progress) => void): Promise<void> {
    const asked = { client: this.client, path: { id }, signal: this.stop };
    for (;;) {
      const { data } = await withPatience(() => answerOf(getJobStatus(asked)), this.stop);
      if (data.status !== 'pending' && data.status !== 'processing') break;
      watch?.(data);
      await delay(POLL_MS, undefined, { signal: this.stop });
    }
    const { data: job } = await withPatience(() => answerOf(getJob(asked)), this.stop);
    if (job.status !== 'completed') {
      throw new Refusal(
        job.error?.code ?? job.status.toUpperCase(),
        job.error?.message ?? `The analysis is ${job.status}.`,
      );
    }
  }

  private async awaited(id: string, watch?: (progress: Progress) => void): Promise<DocumentHead> {
    await this.untilDone(id, watch);
    const asked = { client: this.client, path: { id }, signal: this.stop };
    const { data } = await withPatience(() => answerOf(getResult(asked)), this.stop);
    return headOf((data as { readonly result: AnalysisSummary }).result);
  }
}

export interface Submitted {
  readonly data: SubmitAnalysisResponse['data'];
  readonly cached: boolean;
}

function nameOf(path: string): string {
  return basename(path);
}
