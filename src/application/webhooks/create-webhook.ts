import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import { DomainError } from '#domain/shared/domain-error';
import type { Webhook } from '#domain/webhooks/webhook';
import { newSeed, newWebhookId, secretOf } from '#domain/webhooks/webhook';
import { webhookAddress } from '#domain/webhooks/webhook-address';
import { WebhookSettings } from './webhook.settings';

/** A webhook and, this one time, what its messages are signed with. */
export interface CreatedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

@Injectable()
export class CreateWebhook {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `INVALID_OPTION` for an address that cannot be one, `LIMIT_REACHED`. */
  async execute(ownerId: string, wanted: Pick<Webhook, 'url' | 'events' | 'description'>): Promise<CreatedWebhook> {
    const seed = newSeed();
    const webhook: Webhook = {
      ...wanted,
      url: webhookAddress(wanted.url, this.settings.addresses),
      id: newWebhookId(),
      ownerId,
      seed,
      createdAt: this.clock.now(),
    };
    if (!(await this.webhooks.create(webhook, this.settings.mostPerKey))) throw this.tooMany();
    return { webhook, secret: secretOf(seed, this.settings.salt) };
  }

  private tooMany(): DomainError {
    return new DomainError('LIMIT_REACHED', `This key has ${this.settings.mostPerKey} webhooks, as many as it may.`, {
      remediation: 'Delete one that is no longer needed, or change its address.',
    });
  }
}
