import type { EndedJobs } from '#application/ports/ended-jobs.port';
import type { JobStore } from '#application/ports/job-store.port';
import type { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import type { WebhookStore } from '#application/ports/webhook-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { aContentKey, aJob } from '#test/builders/job';
import { aWebhook } from '#test/contracts/webhook-store.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeJobEvents } from '#test/fakes/fake-job-events';
import { FakeJobStore } from '#test/fakes/fake-job-store';
import { AnnounceEndedJobs } from './announce-ended-jobs';
import { TellWebhooks } from './tell-webhooks';

describe('jobs that have ended', () => {
  it('are told of though the record of one cannot be read', async () => {
    const clock = new FakeClock();
    const records = new FakeJobStore(new FakeJobEvents(), clock);
    const [damaged, whole] = [
      aJob(),
      aJob({ status: 'completed', contentKey: aContentKey(), completedAt: clock.now() }),
    ];
    await records.create(whole);
    const jobs = {
      find: (id: JobId) => (id === damaged.id ? Promise.reject(new SyntaxError('no JSON')) : records.find(id)),
    } as unknown as JobStore;
    const [made, taken]: [WebhookDelivery[], JobId[]] = [[], []];
    const ended = {
      list: () => Promise.resolve([damaged.id, whole.id]),
      takeOut: (ids: readonly JobId[]) => Promise.resolve(void taken.push(...ids)),
    } as unknown as EndedJobs;
    const webhooks = { ofOwner: () => Promise.resolve([aWebhook({ ownerId: 'local' })]) } as unknown as WebhookStore;
    const deliveries = {
      create: (delivery: WebhookDelivery) => Promise.resolve(void made.push(delivery)),
    } as unknown as WebhookDeliveries;
    await new AnnounceEndedJobs(ended, jobs, new TellWebhooks(webhooks, deliveries, clock)).execute();
    expect(made.map(({ payload }) => payload)).toEqual([expect.stringContaining(whole.id)]);
    expect(taken).toEqual([damaged.id, whole.id]);
  });
});
