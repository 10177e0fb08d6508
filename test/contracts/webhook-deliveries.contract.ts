import type { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import type { WebhookId } from '#domain/webhooks/webhook';
import { newWebhookId } from '#domain/webhooks/webhook';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { afterAttempt, givenUp, newDelivery, newDeliveryId } from '#domain/webhooks/webhook-delivery';
import { NOON } from '#test/builders/job';
import type { FakeClock } from '#test/fakes/fake-clock';

export interface WebhookDeliveriesSubject {
  readonly deliveries: WebhookDeliveries;
  readonly clock: FakeClock;
}

const LEASE_MS = 60_000;

/** What `WebhookDeliveries` promises. */
export function describeWebhookDeliveriesContract(
  name: string,
  makeSubject: () => Promise<WebhookDeliveriesSubject>,
): void {
  const aDelivery = (webhookId: WebhookId, at = NOON): WebhookDelivery =>
    newDelivery({ id: newDeliveryId(), webhookId, type: 'analysis.completed', payload: '{"a":1}' }, at);

  describe(`${name} keeps the contract of WebhookDeliveries`, () => {
    it('keeps what was made once, newest first', async () => {
      const { deliveries } = await makeSubject();
      const webhookId = newWebhookId();
      const [one, two, others] = [aDelivery(webhookId), aDelivery(webhookId, NOON + 1), aDelivery(newWebhookId())];
      for (const each of [one, two, others]) await deliveries.create(each);
      await deliveries.create({ ...one, payload: 'another' });
      expect(await deliveries.find(one.id)).toEqual(one);
      expect(await deliveries.find(newDeliveryId())).toBeUndefined();
      expect(await deliveries.ofWebhook(webhookId, 0, 10)).toEqual({ deliveries: [two, one], total: 2 });
      expect(await deliveries.ofWebhook(webhookId, 1, 10)).toEqual({ deliveries: [one], total: 2 });
    });

    it('gives what is due to one of many, and again when nothing came of it', async () => {
      const { deliveries, clock } = await makeSubject();
      clock.advance(1000);
      const webhookId = newWebhookId();
      const all = Array.from({ length: 6 }, () => aDelivery(webhookId));
      const later = aDelivery(webhookId, NOON + 2000);
      for (const each of [...all, later]) await deliveries.create(each);
      const given = (await Promise.all(Array.from({ length: 4 }, () => deliveries.due(2, LEASE_MS)))).flat();
      expect(given.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      const [one, two] = all as [WebhookDelivery, WebhookDelivery];
      await deliveries.update(afterAttempt(one, { at: NOON, elapsedMs: 1, status: 204 }));
      await deliveries.update({ ...two, nextAt: NOON + 500_000, tries: 1 });
      clock.advance(LEASE_MS + 1);
      const again = await deliveries.due(100, LEASE_MS);
      expect(again.map(({ id }) => id).sort()).toEqual([...all.slice(2), later].map(({ id }) => id).sort());
      clock.advance(500_000);
      expect((await deliveries.due(100, LEASE_MS)).map(({ id }) => id)).toContain(two.id);
    });

    it('has what is replayed due again, and does not announce anew what has its end', async () => {
      const { deliveries, clock } = await makeSubject();
      const delivery = aDelivery(newWebhookId());
      await deliveries.create(delivery);
      await deliveries.update(givenUp(delivery, { at: NOON, elapsedMs: 1, fault: 'HTTP 410' }));
      await deliveries.create(delivery);
      clock.advance(1);
      expect(await deliveries.due(10, LEASE_MS)).toEqual([]);
      await deliveries.update({ ...delivery, nextAt: clock.now() });
      expect(await deliveries.due(10, LEASE_MS)).toHaveLength(1);
    });

    it('forgets all of a webhook', async () => {
      const { deliveries, clock } = await makeSubject();
      const delivery = aDelivery(newWebhookId());
      await deliveries.create(delivery);
      await deliveries.forget({ id: delivery.webhookId });
      await deliveries.update({ ...delivery, tries: 1 });
      clock.advance(1);
      expect(await deliveries.find(delivery.id)).toBeUndefined();
      expect(await deliveries.ofWebhook(delivery.webhookId, 0, 10)).toEqual({ deliveries: [], total: 0 });
      expect(await deliveries.due(10, LEASE_MS)).toEqual([]);
    });
  });
}
