import { Injectable } from '@nestjs/common';

import { QueueOutlook } from '#application/analysis/queue-outlook';
import { ReadResult } from '#application/analysis/read-result';
import { AppConfig } from '#config/app-config';
import type { McpContent } from '#config/settings/mcp';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import type { ToolAnswer } from './tool-call';

/** In words of ours: nothing of a sample is in any of them. */
type Said = Readonly<Record<string, string | number | undefined>>;

/** Says how far a job is, and what of its result can be read. */
@Injectable()
export class JobAnswer {
  private readonly content: McpContent;

  constructor(
    private readonly outlook: QueueOutlook,
    private readonly results: ReadResult,
    config: AppConfig,
  ) {
    this.content = config.mcp.content;
  }

  async of(job: AnalysisJob): Promise<ToolAnswer> {
    const said: Said = { analysis_id: job.id, status: job.status, ...(await this.state(job)) };
    const next = nextOf(job);
    if (this.content === 'json') return { json: { ...said, next } };
    const lines = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}\n`));
    return { text: `${lines.join('')}shown: status\nnext: ${next}\n` };
  }

  private async state(job: AnalysisJob): Promise<Said> {
    if (job.status === 'completed') return { readable: 'all' };
    if (isTerminal(job.status)) return { error: job.error && `${job.error.code}: ${job.error.message}` };
    const [outlook, reading] = await Promise.all([
      this.outlook.execute(job),
      this.results.version({ id: job.id, ownerId: job.ownerId, soFar: true }),
    ]);
    const { position, estimatedCompletion: at, waitingReason } = outlook;
    return {
      stage: job.stage,
      percent: job.progress,
      analyses_before_it: position,
      waiting_reason: waitingReason,
      estimated_completion: at === undefined ? undefined : new Date(at).toISOString(),
      readable: reading.ready ? 'what is known so far' : 'nothing yet',
    };
  }
}

function nextOf({ id, status }: AnalysisJob): string {
  switch (status) {
    case 'completed':
      return `survey ${JSON.stringify({ analysis_id: id })}`;
    case 'pending':
    case 'processing':
      return `status ${JSON.stringify({ analysis_id: id, wait_seconds: 50 })}`;
    case 'failed':
    case 'cancelled':
      return 'none';
  }
}
