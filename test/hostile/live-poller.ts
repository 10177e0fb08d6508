import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** How a service has answered `/api/v1/health/live`, again and again; milliseconds. */
export interface Liveness {
  readonly polls: number;
  readonly failures: number;
  readonly worstMs: number;
}

/** Asks whether a service lives, from a thread of its own, until it is stopped. */
export class LivePoller {
  private readonly worker: Worker;

  constructor(url: string) {
    this.worker = new Worker(join(__dirname, 'poll-live.mjs'), { workerData: { url } });
  }

  async stop(): Promise<Liveness> {
    this.worker.postMessage('stop');
    const [seen] = (await once(this.worker, 'message')) as [Liveness];
    await this.worker.terminate();
    return seen;
  }

  /** How it is while nobody does anything. */
  static async idle(url: string, ms: number): Promise<Liveness> {
    const poller = new LivePoller(url);
    await delay(ms);
    return poller.stop();
  }
}
