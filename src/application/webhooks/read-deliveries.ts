import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { DeliveriesPage } from '#application/ports/webhook-deliveries.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { DomainError } from '#domain/shared/domain-error';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { newDelivery, newDeliveryId, parseDeliveryId, replayed } from '#domain/webhooks/webhook-delivery';
import { TEST_EVENT, testMessage } from '#domain/webhooks/webhook-event';
import { FindWebhook } from './find-webhook';

/** The log of a webhook's deliveries, and what its owner may have sent: a test, or one of them once more. */
@Injectable()
export class ReadDeliveries {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly findWebhook: FindWebhook,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws DomainError `NOT_FOUND`. */
  async list(id: string, ownerId: string, offset: number, limit: number): Promise<DeliveriesPage> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    return this.deliveries.ofWebhook(webhook.id, offset, limit);
  }

  /** @throws DomainError `NOT_FOUND`. */
  async find(id: string, ownerId: string, delivery: string): Promise<WebhookDelivery> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    const deliveryId = parseDeliveryId(delivery);
    const found = deliveryId === undefined ? undefined : await this.deliveries.find(deliveryId);
    if (found?.webhookId !== webhook.id) throw deliveryNotFound(delivery);
    return found;
  }

  /** Sends it again from the beginning, as soon as may be, with the same id and payload. @throws DomainError `NOT_FOUND`. */
  async replay(id: string, ownerId: string, delivery: string): Promise<WebhookDelivery> {
    const again = replayed(await this.find(id, ownerId, delivery), this.clock.now());
    await this.deliveries.update(again);
    return again;
  }

  /** @throws DomainError `NOT_FOUND`. */
  async test(id: string, ownerId: string): Promise<WebhookDelivery> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    const now = this.clock.now();
    const payload = JSON.stringify(testMessage(webhook.id, now));
    const delivery = newDelivery({ id: newDeliveryId(), webhookId: webhook.id, type: TEST_EVENT, payload }, now);
    await this.deliveries.create(delivery);
    return delivery;
  }
}

function deliveryNotFound(id: string): DomainError {
  return new DomainError('NOT_FOUND', `This webhook has no delivery ${JSON.stringify(id.slice(0, 64))}.`, {
    remediation: 'GET /api/v1/webhooks/{id}/deliveries lists those that are kept: the last 1,000, for seven days.',
  });
}
