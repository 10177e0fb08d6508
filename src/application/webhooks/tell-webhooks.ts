import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import { deliveryIdOf, newDelivery } from '#domain/webhooks/webhook-delivery';
import type { WebhookEvent, WebhookMessage } from '#domain/webhooks/webhook-event';

export interface EndOf {
  readonly ownerId: string;
  /** Of the job or the batch. */
  readonly id: string;
  readonly event: WebhookEvent;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  readonly message: WebhookMessage;
}

/** Makes a delivery of one end for each webhook of its key that wants to hear of it. */
@Injectable()
export class TellWebhooks {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly deliveries: WebhookDeliveries,
    private readonly clock: Clock,
  ) {}

  /** Idempotent for the same end. */
  async execute({ ownerId, id: ended, event, endedAt, message }: EndOf): Promise<void> {
    const payload = JSON.stringify(message);
    const now = this.clock.now();
    for (const { id: webhookId, events, createdAt, disabledAt } of await this.webhooks.ofOwner(ownerId)) {
      // What ended before a webhook was made is no news to it.
      if (disabledAt !== undefined || createdAt > endedAt || !events.includes(event)) continue;
      const id = deliveryIdOf(webhookId, `${event} ${ended}`);
      await this.deliveries.create(newDelivery({ id, webhookId, type: event, payload }, now));
    }
  }
}
