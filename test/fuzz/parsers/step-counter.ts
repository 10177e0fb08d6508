import { Session } from 'node:inspector';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const OURS = pathToFileURL(resolve(__dirname, '../../../src')).href;

/** What running something took. */
export interface Steps {
  /** Blocks of our code that were run: each turn of a loop is one. Counted by V8, not timed. */
  readonly total: number;
  /** Each block with the power of two of how often it was run: where two runs differ, they went different ways. */
  readonly ways: readonly string[];
}

/** Counts what runs in this thread, however busy the machine is. */
export class StepCounter {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  async count(run: () => Promise<unknown>): Promise<Steps> {
    this.take();
    await run();
    return this.take();
  }

  private take(): Steps {
    let total = 0;
    const ways: string[] = [];
    // In the thread itself the answer comes before `post` returns.
    this.session.post('Profiler.takePreciseCoverage', (error, { result } = { result: [] }) => {
      if (error !== null) throw error;
      for (const { url, scriptId, functions } of result) {
        if (!url.startsWith(OURS)) continue;
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges) {
            if (count === 0) continue;
            total += count;
            ways.push(`${scriptId}:${startOffset}:${endOffset}:${Math.ceil(Math.log2(count))}`);
          }
      }
    });
    return { total, ways };
  }
}
