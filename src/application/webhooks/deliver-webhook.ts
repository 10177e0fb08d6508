import { Injectable, Logger } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import { Metrics } from '#application/ports/metrics.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { WebhookSender } from '#application/ports/webhook-sender.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import { isUsable, parseKeyId } from '#domain/access/api-key';
import { DAY_MS } from '#domain/shared/quantities';
import type { Webhook } from '#domain/webhooks/webhook';
import { signingSecrets } from '#domain/webhooks/webhook';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { afterAttempt, givenUp } from '#domain/webhooks/webhook-delivery';
import { WebhookSettings } from './webhook.settings';

const GONE = 410;
const REMOVED = 'The webhook is removed';
const WORN_OUT = 'Nothing arrived for more than a day';

/** Tries one delivery once and writes down what came of it. */
@Injectable()
export class DeliverWebhook {
  private readonly logger = new Logger(DeliverWebhook.name);

  constructor(
    private readonly webhooks: WebhookStore,
    private readonly deliveries: WebhookDeliveries,
    private readonly keys: ApiKeyStore,
    private readonly sender: WebhookSender,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** `undefined`: the webhook was removed meanwhile, and nothing is to be sent. */
  async execute(delivery: WebhookDelivery): Promise<WebhookDelivery | undefined> {
    const webhook = await this.webhooks.find(delivery.webhookId);
    if (webhook === undefined) {
      await this.deliveries.forget({ id: delivery.webhookId });
      // Its log names no more than the last thousand: what it does not name would be due again for ever.
      await this.deliveries.update(givenUp(delivery, { at: this.clock.now(), elapsedMs: 0, fault: REMOVED }));
      return undefined;
    }
    const obstacle = await this.obstacleOf(webhook);
    const outcome =
      obstacle === undefined
        ? await this.attempt(webhook, delivery)
        : givenUp(delivery, { at: this.clock.now(), elapsedMs: 0, fault: obstacle });
    await this.deliveries.update(outcome);
    this.metrics.count('webhook_attempts_total', { outcome: outcome.state });
    if (outcome.state === 'failed')
      this.logger.warn({ webhook_id: webhook.id, delivery_id: delivery.id }, 'A webhook was given up');
    return outcome;
  }

  private async attempt(webhook: Webhook, delivery: WebhookDelivery): Promise<WebhookDelivery> {
    const at = this.clock.now();
    const secrets = signingSecrets(webhook, this.settings.salt, at);
    const { url } = webhook;
    const { status, fault, notBefore } = await this.sender.send({
      url,
      secrets,
      id: delivery.id,
      payload: delivery.payload,
    });
    const attempt = {
      at,
      elapsedMs: Math.max(0, this.clock.now() - at),
      ...(status !== undefined && { status }),
      ...(fault !== undefined && { fault }),
    };
    if (status === GONE) {
      await this.disable(webhook, 'The receiver answered 410 Gone');
      return givenUp(delivery, {
        ...attempt,
        fault: 'HTTP 410: the receiver is gone for good, the webhook is disabled',
      });
    }
    const outcome = afterAttempt(delivery, attempt, notBefore);
    if (outcome.state === 'failed') await this.disable(webhook, WORN_OUT);
    return outcome;
  }

  private async disable(webhook: Webhook, disabledBecause: string): Promise<void> {
    // One delivery's bad day is not the receiver's: others may have arrived since.
    if (disabledBecause === WORN_OUT && (await this.hasArrivedLately(webhook))) return;
    await this.webhooks.change(webhook.id, { disabledAt: this.clock.now(), disabledBecause });
  }

  private async hasArrivedLately({ id }: Webhook): Promise<boolean> {
    const { deliveries } = await this.deliveries.ofWebhook(id, 0, 100);
    const yesterday = this.clock.now() - DAY_MS;
    return deliveries.some(({ state, attempts }) => state === 'delivered' && (attempts.at(-1)?.at ?? 0) > yesterday);
  }

  private async obstacleOf({ ownerId, disabledAt }: Webhook): Promise<string | undefined> {
    if (disabledAt !== undefined) return 'The webhook is disabled';
    const keyId = parseKeyId(ownerId);
    // Of the one local key there is no record.
    if (keyId === undefined) return undefined;
    const key = await this.keys.find(keyId);
    return key !== undefined && isUsable(key, this.clock.now())
      ? undefined
      : 'The key of the webhook is revoked or expired';
  }
}
