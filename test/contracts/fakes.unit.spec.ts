import { FakeClock } from '#test/fakes/fake-clock';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { describeJobStoreContract } from './job-store.contract';

describeJobStoreContract('FakeJobStore', async () => {
  const [clock, events] = [new FakeClock(), new FakeJobEvents()];
  return Promise.resolve({ clock, events, store: new FakeJobStore(events, clock) });
});
