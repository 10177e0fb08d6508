import type { Webhook, WebhookId } from '#domain/webhooks/webhook';

/** What its owner, or the service, may change of a webhook; `null`: is no longer there. */
export interface WebhookChange {
  readonly url?: string;
  readonly events?: Webhook['events'];
  readonly description?: string | null;
  readonly seed?: string;
  readonly oldSeed?: Webhook['oldSeed'];
  readonly disabledAt?: number | null;
  readonly disabledBecause?: string | null;
}

/** The webhooks of all keys. What one process changes, every other sees with its next question. */
export abstract class WebhookStore {
  /** `false` when its owner has that many already; exact for simultaneous callers. */
  abstract create(webhook: Webhook, most: number): Promise<boolean>;

  /** `undefined` when there is no such webhook. */
  abstract find(id: WebhookId): Promise<Webhook | undefined>;

  /** Of one key, oldest first. */
  abstract ofOwner(ownerId: string): Promise<readonly Webhook[]>;

  /** Resolves to the webhook afterwards; `undefined` when there is none (any more): a change never brings one back. */
  abstract change(id: WebhookId, change: WebhookChange): Promise<Webhook | undefined>;

  /** Idempotent. */
  abstract remove(webhook: Pick<Webhook, 'id' | 'ownerId'>): Promise<void>;
}
