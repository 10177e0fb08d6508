import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_ANSWER_MS = 20_000;
const PATIENCE_MS = 60_000;
const AGAIN_AFTER_MS = 250;
const PAGE_SIZE = 500;

/** A job as the list shows it. */
export interface ListedJob {
  readonly id: string;
  readonly status: string;
  readonly completed_at: string | null;
  readonly error: { readonly code: string } | null;
}

interface Page {
  readonly data: readonly ListedJob[];
  readonly total_count: number;
}

/** Looks at what the service shows, again where it is away. */
export class Reader {
  constructor(private readonly url: string) {}

  /** How many jobs have that status, about. */
  async count(status: string): Promise<number> {
    return (await this.page(`status=${status}&page_size=1`)).total_count;
  }

  /** Every entry of the list of jobs, or of those of one status. */
  async jobs(status?: string): Promise<readonly ListedJob[]> {
    const filter = status === undefined ? '' : `&status=${status}`;
    const jobs: ListedJob[] = [];
    for (let number = 1; ; number += 1) {
      const { data, total_count: total } = await this.page(`page=${number}&page_size=${PAGE_SIZE}${filter}`);
      jobs.push(...data);
      if (data.length === 0 || jobs.length >= total) return jobs;
    }
  }

  async statusOf(path: string): Promise<number> {
    return (await this.get(path)).status;
  }

  private async page(query: string): Promise<Page> {
    return JSON.parse((await this.get(`jobs?${query}`)).body) as Page;
  }

  /** @throws Error when it stays away. */
  private async get(path: string): Promise<{ readonly status: number; readonly body: string }> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        const signal = AbortSignal.timeout(LONGEST_ANSWER_MS);
        const answer = await fetch(`${this.url}/api/v1/${path}`, { signal });
        const body = await answer.text();
        if (answer.status !== 503) return { status: answer.status, body };
        if (Date.now() > deadline) throw new Error(`GET ${path} is answered 503 all the time`);
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      await delay(AGAIN_AFTER_MS);
    }
  }
}
