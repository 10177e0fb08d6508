import type { WebhookId } from '#domain/webhooks/webhook';
import type { DeliveryId } from '#domain/webhooks/webhook-delivery';

/** Names in Redis, below those that users of earlier versions have rights to. What is in braces picks the slot of a cluster. */
export const webhookKey = (id: WebhookId): string => `jobs:webhook:{${id}}`;

/** Deliveries of a webhook by the time at which they were made. */
export const deliveryLogKey = (id: WebhookId): string => `jobs:webhook:{${id}}:deliveries`;

/** Webhooks of a key by the time at which they were made. */
export const ownedWebhooksKey = (ownerId: string): string => `user:{${ownerId}}:webhooks`;

export const deliveryKey = (id: DeliveryId): string => `jobs:webhook-delivery:{${id}}`;

/** Pending deliveries by the time at which they are to be tried. */
export const DUE_DELIVERIES = 'jobs:webhooks:due';

/** Jobs that have ended and were not told yet, by the time at which they were entered. */
export const ENDED_JOBS = 'jobs:webhooks:ended';
