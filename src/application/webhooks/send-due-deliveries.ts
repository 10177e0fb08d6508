import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { SECOND_MS } from '#domain/shared/quantities';
import type { WebhookId } from '#domain/webhooks/webhook';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { DeliverWebhook } from './deliver-webhook';

const CLAIMED = 200;
/** Deliveries to one receiver that are sent one after the other before others of it are looked for. */
const IN_A_ROW = 32;
/** What one process has taken is left to others when it has not come back for that long: as long as all in a row may last. */
const LEASE_MS = 400 * SECOND_MS;
/** After which no further one is begun, so that the last ends within the lease, however slow its receiver may be. */
const ROW_MS = 300 * SECOND_MS;
/** When a receiver is asked again for what was not sent to it because it is busy, or did not take another one. */
const BUSY_MS = SECOND_MS;
const DOWN_MS = 60 * SECOND_MS;

/**
 * Sends what is due: to each receiver one at a time, to all of them at once, so that a slow one keeps nobody else waiting. One that
 * does not take a message is not asked for the others in the next minute.
 */
@Injectable()
export class SendDueDeliveries {
  private readonly logger = new Logger(SendDueDeliveries.name);
  private readonly underWay = new Map<WebhookId, Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly deliver: DeliverWebhook,
    private readonly clock: Clock,
  ) {}

  /** Begins to send what is due; resolves when that is begun. */
  async execute(): Promise<void> {
    if (this.isStopped) return;
    const byWebhook = groupedByWebhook(await this.deliveries.due(CLAIMED, LEASE_MS));
    for (const [id, due] of byWebhook) {
      const now = this.underWay.has(id) ? [] : due.slice(0, IN_A_ROW);
      await this.postpone(due.slice(now.length), BUSY_MS);
      if (now.length > 0) this.begin(id, now);
    }
  }

  /** Idempotent. Begins nothing more; resolves when what was being sent has its end, and the rest is left to others. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.underWay.values());
  }

  private begin(id: WebhookId, due: readonly WebhookDelivery[]): void {
    const sending = this.sendAll(due)
      .catch((error: unknown) => {
        this.logger.warn({ err: error, webhook_id: id }, 'Failed to send to a webhook; what is left is sent later');
      })
      .finally(() => this.underWay.delete(id));
    this.underWay.set(id, sending);
  }

  private async sendAll(due: readonly WebhookDelivery[]): Promise<void> {
    const last = this.clock.now() + ROW_MS;
    for (const [index, delivery] of due.entries()) {
      if (this.isStopped || this.clock.now() > last) return this.postpone(due.slice(index), 0);
      const outcome = await this.deliver.execute(delivery);
      if (outcome !== undefined && outcome.state !== 'delivered') return this.postpone(due.slice(index + 1), DOWN_MS);
    }
  }

  private async postpone(deliveries: readonly WebhookDelivery[], byMs: number): Promise<void> {
    const nextAt = this.clock.now() + byMs;
    for (const delivery of deliveries) await this.deliveries.update({ ...delivery, nextAt });
  }
}

function groupedByWebhook(due: readonly WebhookDelivery[]): ReadonlyMap<WebhookId, readonly WebhookDelivery[]> {
  const groups = new Map<WebhookId, WebhookDelivery[]>();
  for (const delivery of due) groups.set(delivery.webhookId, [...(groups.get(delivery.webhookId) ?? []), delivery]);
  return groups;
}
