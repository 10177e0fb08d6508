import type { RunAnalysis } from '#application/analysis/run-analysis';
import { AnnounceWorker } from '#application/operations/announce-worker';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import type { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { aJob } from '#test/builders/job';
import { FakeAnalysisEngine } from '#test/fakes/fake-analysis-engine';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeRunInterruptions } from '#test/fakes/fake-run-interruptions';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';
import { WorkerIdentity } from './worker-identity';
import { WorkerLifecycle } from './worker-lifecycle';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('WorkerLifecycle', () => {
  it('has one heartbeat and listens once when its start had to be tried again', async () => {
    const clock = new FakeClock();
    const workers = new FakeWorkerRegistry(clock);
    const interruptions = new FakeRunInterruptions();
    const looks: unknown[] = [];
    const starts = [Promise.reject(new DomainError('SERVICE_UNAVAILABLE', 'away')), Promise.resolve()];
    const slots = { start: () => starts.shift(), stop: () => Promise.resolve(), load: 0, processedJobs: 0 };
    const worker = new WorkerLifecycle(
      new WorkerIdentity(),
      slots as unknown as AnalysisSlots,
      new AnnounceWorker(workers, new FakeAnalysisEngine(), clock),
      workers,
      { reconsider: (id: unknown) => Promise.resolve(looks.push(id)) } as unknown as RunAnalysis,
      interruptions,
      new AppConfig(),
      clock,
    );
    await expect(worker.start()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await worker.start();
    expect(jest.getTimerCount()).toBe(1);
    const { id } = aJob();
    await interruptions.announce(id);
    expect(looks).toEqual([id]);

    await worker.stop();
    expect(jest.getTimerCount()).toBe(0);
    await interruptions.announce(id);
    expect(looks).toEqual([id]);
    expect(await workers.live()).toEqual([]);
  });
});
