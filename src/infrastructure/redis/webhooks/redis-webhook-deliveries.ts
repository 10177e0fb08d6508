import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { DeliveriesPage } from '#application/ports/webhook-deliveries.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { DAY_SECONDS } from '#domain/shared/quantities';
import type { Webhook, WebhookId } from '#domain/webhooks/webhook';
import type { DeliveryId, WebhookDelivery } from '#domain/webhooks/webhook-delivery';
import { parseDeliveryId } from '#domain/webhooks/webhook-delivery';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { deliveryKey, deliveryLogKey, DUE_DELIVERIES } from './webhook-keys';

const KEEP_SECONDS = 7 * DAY_SECONDS;
const KEPT = 1000;

/** ARGV: now, how many, when they are due again. Answers their ids. */
const CLAIM = new RedisScript(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ARGV[3], id) end
return ids`);

/**
 * A text of JSON for each delivery, which decides; beside it the log of its webhook and the set of those that are due, written
 * after it. An entry too many is put right by whoever meets it; a delivery without one is announced again.
 */
@Injectable()
export class RedisWebhookDeliveries extends WebhookDeliveries {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
  ) {
    super();
  }

  async create(delivery: WebhookDelivery): Promise<void> {
    const { commands } = this.connections;
    const { id, webhookId, createdAt } = delivery;
    const log = deliveryLogKey(webhookId);
    await askRedis('create a delivery', async () => {
      await commands.set(deliveryKey(id), JSON.stringify(delivery), 'EX', KEEP_SECONDS, 'NX');
      await Promise.all([
        commands.zadd(log, 'NX', createdAt, id),
        commands.zremrangebyrank(log, 0, -KEPT - 1),
        commands.expire(log, KEEP_SECONDS),
        commands.zadd(DUE_DELIVERIES, 'NX', delivery.nextAt ?? createdAt, id),
      ]);
    });
  }

  async find(id: DeliveryId): Promise<WebhookDelivery | undefined> {
    const text = await askRedis('read a delivery', () => this.connections.commands.get(deliveryKey(id)));
    return text === null ? undefined : (JSON.parse(text) as WebhookDelivery);
  }

  async update(delivery: WebhookDelivery): Promise<void> {
    const { commands } = this.connections;
    const { id, nextAt } = delivery;
    await askRedis('update a delivery', async () => {
      const kept = await commands.set(deliveryKey(id), JSON.stringify(delivery), 'EX', KEEP_SECONDS, 'XX');
      if (kept !== null && nextAt !== undefined) await commands.zadd(DUE_DELIVERIES, nextAt, id);
      else await commands.zrem(DUE_DELIVERIES, id);
    });
  }

  async due(limit: number, leaseMs: number): Promise<readonly WebhookDelivery[]> {
    const { commands } = this.connections;
    const now = this.clock.now();
    return askRedis('take deliveries that are due', async () => {
      const ids = await CLAIM.run(commands, [DUE_DELIVERIES], [now, limit, now + leaseMs]);
      const found = await Promise.all((ids as readonly string[]).map((id) => this.pending(id)));
      return found.filter((delivery) => delivery !== undefined);
    });
  }

  async ofWebhook(webhookId: WebhookId, offset: number, limit: number): Promise<DeliveriesPage> {
    const { commands } = this.connections;
    const log = deliveryLogKey(webhookId);
    return askRedis('list the deliveries of a webhook', async () => {
      await commands.zremrangebyscore(log, '-inf', this.clock.now() - KEEP_SECONDS * 1000);
      const [ids, total] = await Promise.all([
        commands.zrevrange(log, offset, offset + limit - 1),
        commands.zcard(log),
      ]);
      const found = await Promise.all(ids.flatMap((text) => parseDeliveryId(text) ?? []).map((id) => this.find(id)));
      return { deliveries: found.filter((delivery) => delivery !== undefined), total };
    });
  }

  async forget({ id }: Pick<Webhook, 'id'>): Promise<void> {
    const { commands } = this.connections;
    const log = deliveryLogKey(id);
    await askRedis('forget the deliveries of a webhook', async () => {
      const ids = (await commands.zrange(log, 0, -1)).flatMap((text) => parseDeliveryId(text) ?? []);
      await Promise.all(ids.map((delivery) => commands.del(deliveryKey(delivery))));
      if (ids.length > 0) await commands.zrem(DUE_DELIVERIES, ...ids);
      await commands.del(log);
    });
  }

  private async pending(text: string): Promise<WebhookDelivery | undefined> {
    const id = parseDeliveryId(text);
    const delivery = id === undefined ? undefined : await this.find(id);
    if (delivery?.state === 'pending') return delivery;
    await this.connections.commands.zrem(DUE_DELIVERIES, text);
    return undefined;
  }
}
