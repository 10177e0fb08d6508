import type { DeliveryId } from '#domain/webhooks/webhook-delivery';

/** One request to one receiver. */
export interface WebhookRequest {
  readonly url: string;
  readonly id: DeliveryId;
  /** JSON. */
  readonly payload: string;
  /** Each signs it: the newest first. */
  readonly secrets: readonly string[];
}

/** How a receiver answered, or why it did not. */
export interface WebhookAnswer {
  /** HTTP status; absent where there was no answer. */
  readonly status?: number;
  /** In words for its owner; absent: it took the message (2xx). */
  readonly fault?: string;
  /** It asked not to be sent anything before, epoch milliseconds. */
  readonly notBefore?: number;
}

/**
 * Sends messages as Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Connects to public addresses only, and
 * to those that the configuration allows, as they are when it connects; follows no redirect; reads no more of an answer than its head.
 */
export abstract class WebhookSender {
  /** Never rejects, and takes no longer than the configuration allows. */
  abstract send(request: WebhookRequest): Promise<WebhookAnswer>;
}
