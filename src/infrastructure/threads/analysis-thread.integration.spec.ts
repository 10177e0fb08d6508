import { join } from 'node:path';

import type { MadeDocument } from '#application/ports/document-maker.port';
import { AppConfig } from '#config/app-config';
import { aJob, NOON, someOptions } from '#test/builders/job';
import { AnalysisThread } from './analysis-thread-handle';

const PROGRAM = join(__dirname, '../../../test/fixtures/threads/told-what-to-do.cjs');
const never = (): AbortSignal => new AbortController().signal;

describe('a thread that analyses', () => {
  let thread: AnalysisThread | undefined;

  afterEach(async () => thread?.end());

  function ask(deed: string, signal = never(), { timeoutSeconds = 60, heapMb = 64 } = {}): Promise<MadeDocument> {
    const settings = { config: new AppConfig(), path: '', ruleFiles: [] };
    thread ??= new AnalysisThread({ file: PROGRAM, nodeArguments: [], settings, heapMb, overtimeMs: 0 });
    const job = aJob({ options: someOptions({ timeoutSeconds }) });
    const order = { job, samplePath: deed, startedAt: NOON };
    return thread.make(
      { order },
      {
        onProgress: jest.fn(),
        onInterim: jest.fn(),
        onCircuit: jest.fn(),
        onMeasurement: jest.fn(),
        onSpan: jest.fn(),
      },
      signal,
    );
  }

  beforeEach(() => {
    thread = undefined;
  });

  it('takes one order after the other', async () => {
    expect(await ask('answer')).toEqual({ facts: { confidence: 1 }, content: {} });
    expect(await ask('answer')).toEqual({ facts: { confidence: 1 }, content: {} });
    expect(thread?.isAlive).toBe(true);
  });

  it('starts where the process has flags that a thread may not be given', async () => {
    const before = process.execArgv;
    process.execArgv = [...before, '--max-old-space-size=2048'];
    try {
      expect(await ask('answer')).toEqual({ facts: { confidence: 1 }, content: {} });
    } finally {
      process.execArgv = before;
    }
  });

  it('is ended when it does not let go of an order that was called off', async () => {
    const stop = new AbortController();
    const making = ask('hang', stop.signal);
    stop.abort(new Error('nobody waits any more'));
    await expect(making).rejects.toThrow('nobody waits any more');
    expect(thread?.isAlive).toBe(false);
  });

  it('is ended when the time is over', async () => {
    await expect(ask('hang', never(), { timeoutSeconds: 0.2 })).rejects.toMatchObject({ code: 'ANALYSIS_TIMEOUT' });
    expect(thread?.isAlive).toBe(false);
  });

  it('costs its own job only when its memory is full', async () => {
    await expect(ask('exhaust')).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      details: 'The limit is 64 MB.',
      cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' },
    });
    expect(thread?.isAlive).toBe(false);
  });

  it('says what broke it', async () => {
    await expect(ask('throw')).rejects.toMatchObject({
      message: 'The analysis thread broke',
      cause: { message: 'a fault of ours' },
    });
  });

  it('does not leave an order unanswered when it ends by itself', async () => {
    await expect(ask('exit')).rejects.toThrow('The analysis thread ended by itself');
    expect(thread?.isAlive).toBe(false);
  });

  it('does not begin what nobody waits for', async () => {
    await expect(ask('exit', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(thread?.isAlive).toBe(true);
  });
});
