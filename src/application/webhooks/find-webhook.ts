import { Injectable } from '@nestjs/common';

import { WebhookStore } from '#application/ports/webhook-store.port';
import { DomainError } from '#domain/shared/domain-error';
import type { Webhook } from '#domain/webhooks/webhook';
import { parseWebhookId } from '#domain/webhooks/webhook';

/** A webhook, for its owner: nobody else can tell whether it is there. */
@Injectable()
export class FindWebhook {
  constructor(private readonly webhooks: WebhookStore) {}

  /** @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<Webhook> {
    const webhookId = parseWebhookId(id);
    const webhook = webhookId === undefined ? undefined : await this.webhooks.find(webhookId);
    if (webhook?.ownerId !== ownerId) throw webhookNotFound(id);
    return webhook;
  }
}

export function webhookNotFound(id: string): DomainError {
  return new DomainError('NOT_FOUND', `This key has no webhook ${JSON.stringify(id.slice(0, 64))}.`, {
    remediation: 'GET /api/v1/webhooks lists those of this key.',
  });
}
