import { setTimeout as delay } from 'node:timers/promises';

import type { Submission } from './submissions';

const LONGEST_ANSWER_MS = 90_000;
const AGAIN_AFTER_BREAK_MS = 200;
const LONGEST_WAIT_MS = 5000;
/** A service that does not come back. */
const PATIENCE_MS = 180_000;
const PIECES = 8;
const BETWEEN_PIECES_MS = 25;

/** A submission that its client was told of as accepted. */
export interface Accepted {
  readonly jobId: string;
  /** Epoch milliseconds: when the request that was accepted began, and when its answer was there. */
  readonly askedAt: number;
  readonly at: number;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly jobId: string | undefined;
}

/** Well-behaved clients: each sends its submission under one key until it is accepted, however often that takes. */
export class Clients {
  readonly accepted: Accepted[] = [];
  /** What no client should meet. */
  readonly faults: string[] = [];
  retries = 0;
  private hasSentAll = false;

  constructor(private readonly url: string) {}

  /** Whether there is nothing more to send. */
  get areDone(): boolean {
    return this.hasSentAll;
  }

  /** So many at a time. Resolves once all are accepted, or never will be. */
  async sendAll(submissions: readonly Submission[], atOnce: number): Promise<void> {
    const left = [...submissions];
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await this.send(next);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    this.hasSentAll = true;
  }

  private async send(submission: Submission): Promise<void> {
    await delay(submission.pauseMs);
    const first = await this.untilAccepted(submission);
    if (first === undefined) return;
    this.accepted.push(first);
    if (!submission.isSentAgain) return;
    const again = await this.untilAccepted(submission);
    if (again !== undefined && again.jobId !== first.jobId)
      this.faults.push(`${submission.key} became job ${first.jobId}, and ${again.jobId} when it was sent again`);
  }

  private async untilAccepted(submission: Submission): Promise<Accepted | undefined> {
    const deadline = Date.now() + PATIENCE_MS;
    for (; Date.now() < deadline; this.retries += 1) {
      const askedAt = Date.now();
      const answer = await this.attempt(submission);
      if (answer === undefined) {
        await delay(AGAIN_AFTER_BREAK_MS);
      } else if ((answer.status === 503 || answer.status === 507) && Number(answer.retryAfter) > 0) {
        // A minute where the disk is full: how long the service takes to take files again is asked sooner.
        await delay(Math.min(Number(answer.retryAfter) * 1000, LONGEST_WAIT_MS));
      } else if ((answer.status === 200 || answer.status === 202) && answer.jobId !== undefined) {
        return { jobId: answer.jobId, askedAt, at: Date.now() };
      } else {
        this.faults.push(`${submission.key} was answered ${JSON.stringify(answer)}`);
        return undefined;
      }
    }
    this.faults.push(`${submission.key} was not accepted in ${PATIENCE_MS / 1000} s`);
    return undefined;
  }

  /** `undefined` when the connection broke. */
  private async attempt({ key, depth, waitSeconds, ...file }: Submission): Promise<Answer | undefined> {
    const query = new URLSearchParams({ analysis_depth: depth, wait_seconds: String(waitSeconds) });
    if (file.form !== 'multipart') query.set('filename', file.fileName);
    try {
      const answer = await fetch(`${this.url}/api/v1/analyze?${query.toString()}`, {
        method: 'POST',
        ...bodyOf(file, key),
        signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
      });
      const { data } = (await answer.json()) as { readonly data?: { readonly job_id?: string } | null };
      return { status: answer.status, retryAfter: answer.headers.get('retry-after'), jobId: data?.job_id };
    } catch {
      return undefined;
    }
  }
}

function bodyOf(
  { form, content, fileName }: Pick<Submission, 'form' | 'content' | 'fileName'>,
  key: string,
): Pick<RequestInit, 'headers' | 'body' | 'duplex'> {
  if (form === 'multipart') {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(content)]), fileName);
    return { headers: { 'idempotency-key': key }, body };
  }
  const headers = { 'idempotency-key': key, 'content-type': 'application/octet-stream' };
  if (form === 'raw') return { headers, body: new Uint8Array(content) };
  return { headers, body: inPieces(content), duplex: 'half' };
}

async function* inPieces(content: Buffer): AsyncIterable<Uint8Array> {
  const size = Math.ceil(content.length / PIECES);
  for (let start = 0; start < content.length; start += size) {
    yield content.subarray(start, start + size);
    await delay(BETWEEN_PIECES_MS);
  }
}
