import { Injectable } from '@nestjs/common';

import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import type { Webhook } from '#domain/webhooks/webhook';
import { FindWebhook } from './find-webhook';

/** Removes a webhook with all its deliveries; what waits is not sent any more. */
@Injectable()
export class RemoveWebhook {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly deliveries: WebhookDeliveries,
    private readonly findWebhook: FindWebhook,
  ) {}

  /** @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<Webhook> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    // First: nothing new comes to its deliveries then.
    await this.webhooks.remove(webhook);
    await this.deliveries.forget(webhook);
    return webhook;
  }
}
