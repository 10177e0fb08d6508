import { Injectable } from '@nestjs/common';

import { WebhookStore } from '#application/ports/webhook-store.port';
import type { Webhook } from '#domain/webhooks/webhook';

/** The webhooks of one key, oldest first: never more than a key may have. */
@Injectable()
export class ListWebhooks {
  constructor(private readonly webhooks: WebhookStore) {}

  execute(ownerId: string): Promise<readonly Webhook[]> {
    return this.webhooks.ofOwner(ownerId);
  }
}
