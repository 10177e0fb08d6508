import type { DeliveriesPage } from '#application/ports/webhook-deliveries.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import type { WebhookAnswer } from '#application/ports/webhook-sender.port';
import { WebhookSender } from '#application/ports/webhook-sender.port';
import type { WebhookChange } from '#application/ports/webhook-store.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import { DeliverWebhook } from '#application/webhooks/deliver-webhook';
import { SendDueDeliveries } from '#application/webhooks/send-due-deliveries';
import type { Webhook, WebhookId } from '#domain/webhooks/webhook';
import { newWebhookId } from '#domain/webhooks/webhook';
import type { DeliveryId, WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { newDelivery, newDeliveryId } from '#domain/webhooks/webhook-delivery';
import { NOON } from '#test/builders/job';
import { aWebhook } from '#test/contracts/webhook-store.contract';
import { FakeApiKeyStore } from '#test/fakes/fake-api-key-store';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeMetrics } from '#test/fakes/fake-metrics';

const DAY_MS = 86_400_000;

/** Deliveries in memory, whose log names none: as one does that has had a thousand later ones. */
class Deliveries extends WebhookDeliveries {
  readonly kept = new Map<DeliveryId, WebhookDelivery>();
  log: readonly WebhookDelivery[] = [];

  create(delivery: WebhookDelivery): Promise<void> {
    return this.update(delivery);
  }

  find(id: DeliveryId): Promise<WebhookDelivery | undefined> {
    return Promise.resolve(this.kept.get(id));
  }

  update(delivery: WebhookDelivery): Promise<void> {
    this.kept.set(delivery.id, delivery);
    return Promise.resolve();
  }

  due(): Promise<readonly WebhookDelivery[]> {
    return Promise.resolve([...this.kept.values()].filter(({ state }) => state === 'pending'));
  }

  ofWebhook(): Promise<DeliveriesPage> {
    return Promise.resolve({ deliveries: this.log, total: this.log.length });
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

class Webhooks extends WebhookStore {
  readonly kept = new Map<WebhookId, Webhook>();

  create(webhook: Webhook): Promise<boolean> {
    this.kept.set(webhook.id, webhook);
    return Promise.resolve(true);
  }

  find(id: WebhookId): Promise<Webhook | undefined> {
    return Promise.resolve(this.kept.get(id));
  }

  ofOwner(): Promise<readonly Webhook[]> {
    return Promise.resolve([...this.kept.values()]);
  }

  async change(id: WebhookId, { disabledBecause }: WebhookChange): Promise<Webhook | undefined> {
    const before = await this.find(id);
    if (before !== undefined) this.kept.set(id, { ...before, disabledBecause: disabledBecause ?? '' });
    return this.find(id);
  }

  remove({ id }: Pick<Webhook, 'id'>): Promise<void> {
    this.kept.delete(id);
    return Promise.resolve();
  }
}

class Sender extends WebhookSender {
  sent = 0;

  constructor(private readonly answer: () => WebhookAnswer) {
    super();
  }

  send(): Promise<WebhookAnswer> {
    this.sent += 1;
    return Promise.resolve(this.answer());
  }
}

class Bench {
  readonly clock = new FakeClock();
  readonly webhooks = new Webhooks();
  readonly deliveries = new Deliveries();
  readonly sender: Sender;
  readonly deliver: DeliverWebhook;
  readonly send: SendDueDeliveries;

  constructor(answer: (clock: FakeClock) => WebhookAnswer) {
    this.sender = new Sender(() => answer(this.clock));
    const settings = { salt: 'salt', mostPerKey: 1, addresses: { allowsHttp: false } };
    const { webhooks, deliveries, sender, clock } = this;
    const metrics = new FakeMetrics();
    this.deliver = new DeliverWebhook(webhooks, deliveries, new FakeApiKeyStore(), sender, settings, clock, metrics);
    this.send = new SendDueDeliveries(deliveries, this.deliver, clock);
  }

  async make(webhookId: WebhookId, count: number, facts: Partial<WebhookDelivery> = {}): Promise<void> {
    for (let made = 0; made < count; made += 1) {
      const delivery = newDelivery({ id: newDeliveryId(), webhookId, type: 'analysis.completed', payload: '{}' }, NOON);
      await this.deliveries.create({ ...delivery, ...facts });
    }
  }
}

describe('deliveries of webhooks', () => {
  it('leaves none due of a webhook that is removed, also none that its log has lost', async () => {
    const bench = new Bench(() => ({ status: 204 }));
    await bench.make(newWebhookId(), 3);
    await bench.send.execute();
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([await bench.deliveries.due(), bench.sender.sent]).toEqual([[], 0]);
  });

  it('begins none that could outlive its lease, however slowly a receiver takes them', async () => {
    const bench = new Bench((clock) => {
      clock.advance(59_000);
      return { status: 204 };
    });
    const webhook = aWebhook({ ownerId: 'local' });
    await bench.webhooks.create(webhook);
    await bench.make(webhook.id, 32);
    await bench.send.execute();
    // What is under way only is waited for: it ends by itself.
    while ((await bench.deliveries.due()).some(({ nextAt }) => nextAt === NOON)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(bench.clock.now() - NOON).toBeLessThan(400_000);
    expect(await bench.deliveries.due()).toHaveLength(32 - bench.sender.sent);
  });

  it('disables a webhook to which nothing arrived for more than a day, whatever arrived before', async () => {
    for (const [ago, disabledBecause] of [
      [2 * DAY_MS, 'Nothing arrived for more than a day'],
      [DAY_MS / 2, undefined],
    ] as const) {
      const bench = new Bench(() => ({ status: 500, fault: 'HTTP 500' }));
      const webhook = aWebhook({ ownerId: 'local' });
      await bench.webhooks.create(webhook);
      await bench.make(webhook.id, 1, { tries: 7 });
      const [delivery] = [...bench.deliveries.kept.values()] as [WebhookDelivery];
      const arrived = { at: NOON - ago, elapsedMs: 1, status: 204 };
      bench.deliveries.log = [{ ...delivery, state: 'delivered', attempts: [arrived] }];
      expect(await bench.deliver.execute(delivery)).toMatchObject({ state: 'failed' });
      expect((await bench.webhooks.find(webhook.id))?.disabledBecause).toBe(disabledBecause);
    }
  });
});
