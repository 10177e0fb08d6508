import type { Webhook, WebhookId } from '#domain/webhooks/webhook';
import type { DeliveryId, WebhookDelivery } from '#domain/webhooks/webhook-delivery';

export interface DeliveriesPage {
  readonly deliveries: readonly WebhookDelivery[];
  readonly total: number;
}

/** What is to be sent, and what became of what was: the last 1,000 deliveries of a webhook, for seven days. */
export abstract class WebhookDeliveries {
  /** Enters it and has it tried at its time. Idempotent for the same id: the first one wins. */
  abstract create(delivery: WebhookDelivery): Promise<void>;

  /** `undefined` when it is no longer kept. */
  abstract find(id: DeliveryId): Promise<WebhookDelivery | undefined>;

  /** Writes how it stands: pending ones are tried at their time, others no more. One that is not kept any more stays so. */
  abstract update(delivery: WebhookDelivery): Promise<void>;

  /**
   * Deliveries whose time has come, at most `limit`. Each is given to one of simultaneous callers, and comes again to whoever asks
   * when it was not updated within `leaseMs`: at least once.
   */
  abstract due(limit: number, leaseMs: number): Promise<readonly WebhookDelivery[]>;

  /** Newest first. */
  abstract ofWebhook(id: WebhookId, offset: number, limit: number): Promise<DeliveriesPage>;

  /** All of a webhook that is removed. Idempotent. */
  abstract forget(webhook: Pick<Webhook, 'id'>): Promise<void>;
}
