import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { describeAnalysisQueueContract } from './analysis-queue.contract';
import { describeJobStoreContract } from './job-store.contract';

describeJobStoreContract('FakeJobStore', async () => {
  const [clock, events] = [new FakeClock(), new FakeJobEvents()];
  return Promise.resolve({ clock, events, store: new FakeJobStore(events, clock) });
});

describeAnalysisQueueContract('FakeAnalysisQueue', async () => {
  const queue = new FakeAnalysisQueue();
  return Promise.resolve({
    queue,
    take: () => Promise.resolve(queue.take()?.id),
    finish: (id) => {
      queue.finish(id);
      return Promise.resolve();
    },
  });
});
