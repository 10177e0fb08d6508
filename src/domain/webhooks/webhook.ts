import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import { DAY_MS } from '#domain/shared/quantities';
import type { WebhookEvent } from './webhook-event';

declare const webhookIdBrand: unique symbol;

/** A UUID. */
export type WebhookId = string & { readonly [webhookIdBrand]: true };

/** How long a secret that was replaced still signs beside the new one, so that receivers have time to change. */
export const OLD_SECRET_LIFE_MS = DAY_MS;

const SEED_BYTES = 24;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where messages of one key's jobs are sent. Times are epoch milliseconds. */
export interface Webhook {
  readonly id: WebhookId;
  /** The API key whose jobs it is told of. */
  readonly ownerId: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** In the words of its owner. */
  readonly description?: string;
  /** What its secret is made of, together with what only the service's configuration has. */
  readonly seed: string;
  /** The one before, and until when it signs too. */
  readonly oldSeed?: { readonly seed: string; readonly until: number };
  readonly createdAt: number;
  /** Nothing is sent from then on; absent while it works. */
  readonly disabledAt?: number;
  /** Why, where it was the service that disabled it. */
  readonly disabledBecause?: string;
}

export function newWebhookId(): WebhookId {
  return randomUUID() as WebhookId;
}

/** `undefined` for anything that is no id of a webhook. */
export function parseWebhookId(text: string): WebhookId | undefined {
  return UUID.test(text) ? (text as WebhookId) : undefined;
}

export function newSeed(): string {
  return randomBytes(SEED_BYTES).toString('base64url');
}

/** As Standard Webhooks write secrets: `whsec_` and base64. Whoever reads the stored seed only cannot make it. */
export function secretOf(seed: string, salt: string): string {
  return `whsec_${createHmac('sha256', salt).update(`webhook secret of ${seed}`).digest('base64')}`;
}

/** Every secret that signs at that time, the newest first. */
export function signingSecrets({ seed, oldSeed }: Webhook, salt: string, now: number): readonly string[] {
  const seeds = oldSeed !== undefined && now < oldSeed.until ? [seed, oldSeed.seed] : [seed];
  return seeds.map((one) => secretOf(one, salt));
}
