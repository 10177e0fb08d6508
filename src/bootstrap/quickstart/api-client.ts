import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { DocumentHead } from '#domain/document/analysis-document';
import type { AnalysisData } from '#presentation/http/analysis/analyze.response';
import type { Progress } from '#presentation/http/analysis/progress-view';

interface Envelope<Data> {
  readonly success: boolean;
  readonly data: Data;
  readonly metadata: { readonly cached?: boolean };
  readonly error?: { readonly code: string; readonly message: string; readonly remediation: string | null };
}

export interface AnalysisOutcome {
  readonly head: DocumentHead;
  readonly cached: boolean;
}

/** A refusal of the API, as its user would read it. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
}

const POLL_MS = 150;

/** Drives the API as any client would: submit, poll, read. */
export class ApiClient {
  /** @param key empty where nobody is asked for one. */
  constructor(
    private readonly baseUrl: string,
    private readonly key = '',
  ) {}

  /** Whether a bin2nlp answers there. */
  async isBin2nlp(): Promise<boolean> {
    try {
      const { data } = await this.call<{ service?: string }>('/api/v1/health', { signal: AbortSignal.timeout(2000) });
      return data.service === 'bin2nlp';
    } catch {
      return false;
    }
  }

  /** Resolves to nothing when it is told to stop before: then the job is cancelled. @throws ApiRefusal */
  async analyse(
    path: string,
    depth: AnalysisDepth,
    onProgress: (progress: Progress) => void,
    stop: AbortSignal,
  ): Promise<AnalysisOutcome | undefined> {
    const query = new URLSearchParams({ filename: basename(path), analysis_depth: depth, timeout_seconds: '1200' });
    const { data: submitted } = await this.call<AnalysisData>(`/api/v1/analyze?${query.toString()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', Prefer: 'respond-async' },
      body: Readable.toWeb(createReadStream(path)) as ReadableStream,
      duplex: 'half',
    });
    let progress: Progress = submitted;
    while (progress.status === 'pending' || progress.status === 'processing') {
      if (stop.aborted) {
        await this.cancel(submitted.job_id);
        return undefined;
      }
      onProgress(progress);
      await delay(POLL_MS);
      progress = (await this.call<Progress>(submitted.status_url)).data;
    }
    const { data, metadata } = await this.call<{ result: DocumentHead }>(submitted.result_url);
    return { head: data.result, cached: metadata.cached === true };
  }

  private async cancel(jobId: string): Promise<void> {
    try {
      await this.call(`/api/v1/jobs/${jobId}`, { method: 'DELETE' });
    } catch (error) {
      // It has come to its end by itself meanwhile.
      if (!(error instanceof ApiRefusal)) throw error;
    }
  }

  private async call<Data>(
    path: string,
    init: RequestInit & { readonly duplex?: 'half' } = {},
  ): Promise<Envelope<Data>> {
    const headers = new Headers(init.headers);
    if (this.key !== '') headers.set('Authorization', `Bearer ${this.key}`);
    const response = await fetch(new URL(path, this.baseUrl), { ...init, headers });
    const envelope = (await response.json()) as Envelope<Data>;
    if (envelope.error !== undefined) {
      const { code, message, remediation } = envelope.error;
      throw new ApiRefusal(`${code}: ${message}${remediation === null ? '' : `\n  ${remediation}`}`);
    }
    return envelope;
  }
}
