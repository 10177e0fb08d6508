import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeApiKeyStore } from '#test/fakes/fake-api-key-store';
import { FakeAuditLog } from '#test/fakes/fake-audit-log';
import { FakeBatchStore } from '#test/fakes/fake-batch-store';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeDirectUploads } from '#test/fakes/fake-direct-uploads';
import { FakeGraphLayouts } from '#test/fakes/fake-graph-layouts';
import { FakeIdempotencyKeys } from '#test/fakes/fake-idempotency-keys';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { FakeRateLimiter } from '#test/fakes/fake-rate-limiter';
import { FakeCacheAdministration, FakeResultCache } from '#test/fakes/fake-result-cache';
import { FakeRunInterruptions } from '#test/fakes/fake-run-interruptions';
import { FakeRunTimes } from '#test/fakes/fake-run-times';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import { FakeSharedRuns } from '#test/fakes/fake-shared-runs';
import { FakeUploadStore } from '#test/fakes/fake-upload-store';
import { FakeUsageCounter } from '#test/fakes/fake-usage-counter';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';
import { describeAnalysisQueueContract } from './analysis-queue.contract';
import { describeApiKeyStoreContract } from './api-key-store.contract';
import { describeAuditLogContract } from './audit-log.contract';
import type { BatchStoreSubject } from './batch-store.contract';
import { describeBatchStoreContract } from './batch-store.contract';
import { describeCacheAdministrationContract } from './cache-administration.contract';
import { describeDirectUploadsContract } from './direct-uploads.contract';
import { describeEndedBatchesContract } from './ended-batches.contract';
import { describeGraphLayoutsContract } from './graph-layouts.contract';
import { describeIdempotencyKeysContract } from './idempotency-keys.contract';
import { describeJobEventsContract } from './job-events.contract';
import { describeJobStoreContract } from './job-store.contract';
import { describeRateLimiterContract } from './rate-limiter.contract';
import { describeResultCacheContract } from './result-cache.contract';
import { describeRunInterruptionsContract } from './run-interruptions.contract';
import { describeRunTimesContract } from './run-times.contract';
import { describeSampleStoreContract } from './sample-store.contract';
import { describeSharedRunsContract } from './shared-runs.contract';
import { describeUploadStoreContract } from './upload-store.contract';
import { describeUsageCounterContract } from './usage-counter.contract';
import { describeWorkerRegistryContract } from './worker-registry.contract';

describeGraphLayoutsContract('FakeGraphLayouts', () => new FakeGraphLayouts());

describeJobEventsContract('FakeJobEvents', async () => {
  const events = new FakeJobEvents();
  const store = new FakeJobStore(events, new FakeClock());
  return Promise.resolve({
    events,
    store,
    forgetEvents: (id) => {
      events.forget(id);
      return Promise.resolve();
    },
  });
});

describeJobStoreContract('FakeJobStore', async () => {
  const clock = new FakeClock();
  const store = new FakeJobStore(new FakeJobEvents(), clock);
  return Promise.resolve({
    clock,
    store,
    expire: (id) => {
      store.expire(id);
      return Promise.resolve();
    },
  });
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

describeSharedRunsContract('FakeSharedRuns', () => Promise.resolve(new FakeSharedRuns()));

describeRunInterruptionsContract('FakeRunInterruptions', () => Promise.resolve(new FakeRunInterruptions()));

describeRunTimesContract('FakeRunTimes', () => Promise.resolve(new FakeRunTimes()));

describeIdempotencyKeysContract('FakeIdempotencyKeys', () => Promise.resolve(new FakeIdempotencyKeys()));

describeSampleStoreContract('FakeSampleStore', async () => {
  const clock = new FakeClock();
  const store = new FakeSampleStore(clock);
  return Promise.resolve({
    store,
    read: (path) => Promise.resolve(store.contentAt(path)!),
    files: () => Promise.resolve(store.files),
    age: () => {
      clock.advance(60);
      return Promise.resolve();
    },
    sweepAgeMs: 50,
  });
});

describeResultCacheContract('FakeResultCache', async () => {
  const clock = new FakeClock();
  return Promise.resolve({ cache: new FakeResultCache(clock), pass: passOn(clock) });
});

describeCacheAdministrationContract('FakeCacheAdministration', async (maxBytes) => {
  const clock = new FakeClock();
  const cache = new FakeResultCache(clock, maxBytes);
  return Promise.resolve({ cache, administration: new FakeCacheAdministration(cache), pass: passOn(clock) });
});

describeUploadStoreContract('FakeUploadStore', async () => {
  const clock = new FakeClock();
  return Promise.resolve({ store: new FakeUploadStore(clock), pass: passOn(clock) });
});

async function aBatchStore(): Promise<BatchStoreSubject> {
  const store = new FakeBatchStore();
  const pass = (milliseconds: number): Promise<void> => store.pass(milliseconds);
  return Promise.resolve({ store, ended: store, settle: (job) => store.settle(job), pass });
}

describeBatchStoreContract('FakeBatchStore', aBatchStore);
describeEndedBatchesContract('FakeBatchStore', aBatchStore);

describeWorkerRegistryContract('FakeWorkerRegistry', async () => {
  const clock = new FakeClock();
  return Promise.resolve({
    registry: new FakeWorkerRegistry(clock, 300),
    missHeartbeat: () => passOn(clock)(110),
  });
});

describeApiKeyStoreContract('FakeApiKeyStore', async () => {
  const store = new FakeApiKeyStore();
  return Promise.resolve({ store, other: store });
});

describeRateLimiterContract('FakeRateLimiter', async () => {
  const clock = new FakeClock();
  const limiter = new FakeRateLimiter(clock);
  return Promise.resolve({ limiter, other: limiter, pass: passOn(clock) });
});

describeUsageCounterContract('FakeUsageCounter', () => Promise.resolve(new FakeUsageCounter()));

describeAuditLogContract('FakeAuditLog', async () => {
  const clock = new FakeClock();
  return Promise.resolve({ log: new FakeAuditLog(clock), pass: passOn(clock) });
});

function passOn(clock: FakeClock): (milliseconds: number) => Promise<void> {
  return (milliseconds) => {
    clock.advance(milliseconds);
    return Promise.resolve();
  };
}

describeDirectUploadsContract('FakeDirectUploads', () => {
  const uploads = new FakeDirectUploads();
  uploads.isOffered = true;
  return Promise.resolve({
    uploads,
    send: (id, _, bytes) => {
      uploads.send(id, bytes);
      return Promise.resolve();
    },
    age: () => new Promise((resolve) => setTimeout(resolve, 10)),
    sweepAgeMs: 5,
  });
});
