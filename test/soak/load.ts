import { readFileSync } from 'node:fs';

import { seededRandom } from '#test/support/seeded-random';

/** Of coreutils: small ones, on every machine. */
const PROGRAMS = ['true', 'cat', 'date', 'uname', 'touch', 'sleep', 'mkdir'];
const APPENDED_BYTES = 32;
const SAME_SHARE = 0.2;
const MALFORMED_SHARE = 0.05;
const KEPT_SHARE = 0.02;
const STANDARD_SHARE = 0.2;
const LONGEST_MS = 120_000;
const AGAIN_MS = 1000;
const LOOK_MS = 200;

type Kind = 'submit' | 'status' | 'read' | 'page' | 'report' | 'search' | 'list' | 'delete' | 'refused';

/** What the clients of one key have had done. */
export interface Served {
  /** Analyses that were done for it, those that were known already left out. */
  analyses: number;
}

/** Clients that do what clients do, over and over, as long as they are let. */
export class Load {
  /** Milliseconds of each request, by what it asked for. */
  readonly times = new Map<Kind, number[]>();
  readonly faults: string[] = [];
  readonly served: Served[] = [];
  private isOver = false;

  constructor(
    private readonly url: string,
    private readonly seed: number,
  ) {}

  /** @param keys one for each client */
  async run(keys: readonly (readonly [key: string, served: Served])[], milliseconds: number): Promise<void> {
    const ending = setTimeout(() => {
      this.isOver = true;
    }, milliseconds);
    await Promise.all(keys.map(([key, served], index) => this.client(key, served, index)));
    clearTimeout(ending);
  }

  private async client(key: string, served: Served, number: number): Promise<void> {
    const random = seededRandom(this.seed * 1000 + number);
    for (let turn = 0; !this.isOver; turn += 1) {
      try {
        await this.turn(key, served, random, `${number}-${turn}`);
      } catch (error) {
        this.faults.push(`client ${number}: ${error instanceof Error ? error.message : String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  private async turn(key: string, served: Served, random: () => number, name: string): Promise<void> {
    if (random() < MALFORMED_SHARE) {
      await this.ask('refused', key, 'POST', 'analyze?analysis_depth=quick', [400], Buffer.from('no program at all'));
      return;
    }
    const isSame = random() < SAME_SHARE;
    const program = readFileSync(`/bin/${PROGRAMS[Math.floor(random() * PROGRAMS.length)]!}`);
    const tail = Buffer.from(Array.from({ length: APPENDED_BYTES }, () => (isSame ? 0 : random() * 256)));
    const depth = random() < STANDARD_SHARE ? 'standard' : 'quick';
    const query = `analyze?analysis_depth=${depth}&filename=${name}&wait_seconds=30`;
    const submitted = await this.ask('submit', key, 'POST', query, [200, 202], Buffer.concat([program, tail]));
    const { job_id: id, cached } = submitted as { job_id: string; cached?: boolean };
    await this.untilDone(key, id);
    if (cached !== true) served.analyses += 1;
    await this.ask('read', key, 'GET', `analyze/${id}?detail_level=full`, [200]);
    await this.ask('page', key, 'GET', `analyze/${id}/strings?page_size=50`, [200]);
    await this.ask('report', key, 'GET', `analyze/${id}/report`, [200]);
    await this.ask('search', key, 'GET', `analyze/${id}/search?q=error`, [200]);
    await this.ask('list', key, 'GET', 'jobs?page_size=20', [200]);
    // What many have sent stays: others read it just now.
    if (!isSame && random() >= KEPT_SHARE) await this.ask('delete', key, 'DELETE', `analyze/${id}`, [200, 204]);
  }

  /** @throws Error where it ends without a result, or not at all. */
  private async untilDone(key: string, id: string): Promise<void> {
    for (const until = Date.now() + LONGEST_MS; ;) {
      const { status } = (await this.ask('status', key, 'GET', `jobs/${id}/status`, [200])) as { status: string };
      if (status === 'completed') return;
      if ((status !== 'pending' && status !== 'processing') || Date.now() > until)
        throw new Error(`job ${id} is ${status}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Resolves to `data` of the answer. @throws Error where the status is not among those expected. */
  private async ask(
    kind: Kind,
    key: string,
    method: string,
    path: string,
    expected: readonly number[],
    body?: Buffer,
  ): Promise<unknown> {
    const started = performance.now();
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/octet-stream' }) },
      ...(body && { body: new Uint8Array(body) }),
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    const text = await answer.text();
    const times = this.times.get(kind) ?? [];
    this.times.set(kind, times);
    times.push(performance.now() - started);
    if (!expected.includes(answer.status))
      throw new Error(`${method} ${path} is ${answer.status}: ${text.slice(0, 300)}`);
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return isJson ? (JSON.parse(text) as { data?: unknown }).data : undefined;
  }
}
