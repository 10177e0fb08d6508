import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import type { Webhook } from '#domain/webhooks/webhook';
import { newSeed, OLD_SECRET_LIFE_MS, secretOf } from '#domain/webhooks/webhook';
import { webhookAddress } from '#domain/webhooks/webhook-address';
import type { CreatedWebhook } from './create-webhook';
import { FindWebhook, webhookNotFound } from './find-webhook';
import { WebhookSettings } from './webhook.settings';

/** What its owner may change; what is absent stays. */
export interface WantedChange {
  readonly url?: string;
  readonly events?: Webhook['events'];
  readonly description?: string;
  /** `false`: nothing is sent until it is enabled again. What happens meanwhile is not told later. */
  readonly enabled?: boolean;
}

@Injectable()
export class ChangeWebhook {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly findWebhook: FindWebhook,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `NOT_FOUND`, `INVALID_OPTION`. */
  async execute(id: string, ownerId: string, { enabled, url, ...others }: WantedChange): Promise<Webhook> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    const changed = await this.webhooks.change(webhook.id, {
      ...others,
      ...(url !== undefined && { url: webhookAddress(url, this.settings.addresses) }),
      ...(enabled === true && { disabledAt: null, disabledBecause: null }),
      ...(enabled === false && { disabledAt: webhook.disabledAt ?? this.clock.now() }),
    });
    if (changed === undefined) throw webhookNotFound(id);
    return changed;
  }

  /** A new secret; the one before signs beside it for a day. @throws DomainError `NOT_FOUND`. */
  async rotate(id: string, ownerId: string): Promise<CreatedWebhook> {
    const webhook = await this.findWebhook.execute(id, ownerId);
    const seed = newSeed();
    const oldSeed = { seed: webhook.seed, until: this.clock.now() + OLD_SECRET_LIFE_MS };
    const changed = await this.webhooks.change(webhook.id, { seed, oldSeed });
    if (changed === undefined) throw webhookNotFound(id);
    return { webhook: changed, secret: secretOf(seed, this.settings.salt) };
  }
}
