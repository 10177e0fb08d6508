import { createHash, randomUUID } from 'node:crypto';

import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/shared/quantities';
import type { WebhookId } from './webhook';
import type { MessageType } from './webhook-event';

declare const deliveryIdBrand: unique symbol;

/** `msg_` and 32 hexadecimal digits: the id of the message in every attempt, by which receivers know repetitions. */
export type DeliveryId = string & { readonly [deliveryIdBrand]: true };

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One try. */
export interface DeliveryAttempt {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly elapsedMs: number;
  /** HTTP status; absent where there was no answer. */
  readonly status?: number;
  /** Why it counts as failed; absent: it arrived. */
  readonly fault?: string;
}

/** One message to one receiver. */
export interface WebhookDelivery {
  readonly id: DeliveryId;
  readonly webhookId: WebhookId;
  readonly type: MessageType;
  /** What is sent, byte for byte the same in every attempt: JSON. */
  readonly payload: string;
  readonly createdAt: number;
  readonly state: DeliveryState;
  /** Oldest first; of those of a replay the last ones. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Attempts since it was made or replayed last. */
  readonly tries: number;
  /** When it is tried next, while it is pending. */
  readonly nextAt?: number;
}

/** Waits before the second, third, … attempt; after the last of them it has failed. In all 27.6 hours. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
] as const;
/** Attempts that are told in all. */
const KEPT_ATTEMPTS = 20;

/** Always the same for one webhook and one event of a job: what is announced twice is sent once. */
export function deliveryIdOf(webhookId: WebhookId, event: string): DeliveryId {
  return `msg_${createHash('sha256').update(`${webhookId} ${event}`).digest('hex').slice(0, 32)}` as DeliveryId;
}

export function newDeliveryId(): DeliveryId {
  return `msg_${randomUUID().replaceAll('-', '')}` as DeliveryId;
}

/** `undefined` for anything that is no id of a delivery. */
export function parseDeliveryId(text: string): DeliveryId | undefined {
  return /^msg_[0-9a-f]{32}$/.test(text) ? (text as DeliveryId) : undefined;
}

export function newDelivery(
  made: Pick<WebhookDelivery, 'id' | 'webhookId' | 'type' | 'payload'>,
  now: number,
): WebhookDelivery {
  return { ...made, createdAt: now, state: 'pending', attempts: [], tries: 0, nextAt: now };
}

/**
 * After one more attempt: delivered, to be tried again, or failed for good.
 * @param notBefore when the receiver wants to be asked again at the earliest, epoch milliseconds; heeded up to a day.
 */
export function afterAttempt(delivery: WebhookDelivery, attempt: DeliveryAttempt, notBefore = 0): WebhookDelivery {
  const tries = delivery.tries + 1;
  const tried = { ...madeOf(delivery), attempts: [...delivery.attempts, attempt].slice(-KEPT_ATTEMPTS), tries };
  if (attempt.fault === undefined) return { ...tried, state: 'delivered' };
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return { ...tried, state: 'failed' };
  const asked = Math.min(notBefore, attempt.at + 24 * HOUR_MS);
  return { ...tried, state: 'pending', nextAt: Math.max(attempt.at + wait, asked) };
}

/** No more attempts after this one, which need not have been made. */
export function givenUp(delivery: WebhookDelivery, last: DeliveryAttempt): WebhookDelivery {
  const { attempts, tries } = afterAttempt(delivery, last);
  return { ...madeOf(delivery), attempts, tries, state: 'failed' };
}

/** From the beginning once more, with the same message. */
export function replayed(delivery: WebhookDelivery, now: number): WebhookDelivery {
  return { ...delivery, state: 'pending', tries: 0, nextAt: now };
}

/** What never changes of it. */
function madeOf({
  id,
  webhookId,
  type,
  payload,
  createdAt,
}: WebhookDelivery): Omit<WebhookDelivery, 'state' | 'attempts' | 'tries' | 'nextAt'> {
  return { id, webhookId, type, payload, createdAt };
}
