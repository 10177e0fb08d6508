import { DAY_MS, HOUR_MS, SECOND_MS } from '#domain/shared/quantities';
import { newWebhookId } from './webhook';
import type { WebhookDelivery } from './webhook-delivery';
import { afterAttempt, deliveryIdOf, givenUp, newDelivery, parseDeliveryId, replayed } from './webhook-delivery';

const webhookId = newWebhookId();
const made = (): WebhookDelivery =>
  newDelivery({ id: deliveryIdOf(webhookId, 'a'), webhookId, type: 'analysis.completed', payload: '{}' }, 0);
const failedAt = (at: number): { at: number; elapsedMs: number; status: number; fault: string } => ({
  at,
  elapsedMs: 3,
  status: 500,
  fault: 'HTTP 500',
});

describe('a delivery', () => {
  it('is tried for more than a day, then has failed', () => {
    let delivery = made();
    const times: number[] = [];
    while (delivery.nextAt !== undefined) {
      times.push(delivery.nextAt);
      delivery = afterAttempt(delivery, failedAt(delivery.nextAt));
    }
    expect(times.map((time) => Math.round(time / SECOND_MS))).toEqual([0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]);
    expect(times.at(-1)).toBeGreaterThan(DAY_MS);
    expect(delivery).toMatchObject({ state: 'failed', tries: 8 });
    expect(delivery.attempts).toHaveLength(8);
  });

  it('has arrived with the first attempt without a fault', () => {
    const delivery = afterAttempt(afterAttempt(made(), failedAt(0)), { at: 5000, elapsedMs: 3, status: 204 });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 500 }, { status: 204 }] });
    expect(delivery.nextAt).toBeUndefined();
  });

  it('waits for as long as the receiver asks, a day at most', () => {
    expect(afterAttempt(made(), failedAt(0), HOUR_MS).nextAt).toBe(HOUR_MS);
    expect(afterAttempt(made(), failedAt(0), 1000).nextAt).toBe(5000);
    expect(afterAttempt(made(), failedAt(0), 400 * DAY_MS).nextAt).toBe(DAY_MS);
  });

  it('that is given up or replayed keeps what was tried', () => {
    const over = givenUp(afterAttempt(made(), failedAt(0)), failedAt(7));
    expect(over).toMatchObject({ state: 'failed', tries: 2 });
    expect(over.nextAt).toBeUndefined();
    expect(replayed(over, 99)).toMatchObject({ state: 'pending', tries: 0, nextAt: 99, attempts: over.attempts });
    let long = made();
    for (let at = 0; at < 50; at += 1) long = replayed(afterAttempt(long, failedAt(at)), at);
    expect(long.attempts.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => index + 30));
  });

  it('has one id for one event of one webhook', () => {
    expect(deliveryIdOf(webhookId, 'a')).toBe(deliveryIdOf(webhookId, 'a'));
    expect(deliveryIdOf(webhookId, 'b')).not.toBe(deliveryIdOf(webhookId, 'a'));
    expect(deliveryIdOf(newWebhookId(), 'a')).not.toBe(deliveryIdOf(webhookId, 'a'));
    expect(parseDeliveryId(deliveryIdOf(webhookId, 'a'))).toBe(deliveryIdOf(webhookId, 'a'));
    expect([parseDeliveryId(''), parseDeliveryId('msg_1'), parseDeliveryId(`msg_${'G'.repeat(32)}`)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
