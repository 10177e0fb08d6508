import { Injectable } from '@nestjs/common';

import type { WebhookChange } from '#application/ports/webhook-store.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import type { Webhook, WebhookId } from '#domain/webhooks/webhook';
import { parseWebhookId } from '#domain/webhooks/webhook';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { ownedWebhooksKey, webhookKey } from './webhook-keys';
import { changedFields, fromWebhookRecord, toWebhookRecord } from './webhook-record';

/** ARGV: how many it may hold, score, member. Answers 1 when it was entered. */
const ENTER = new RedisScript(`
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
return redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[3])`);

/** ARGV: number of fields to delete, those, then field, value, … to set. Answers the record afterwards, or nil when there is none. */
const CHANGE = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local gone = tonumber(ARGV[1])
if gone > 0 then redis.call('HDEL', KEYS[1], unpack(ARGV, 2, gone + 1)) end
if #ARGV > gone + 1 then redis.call('HSET', KEYS[1], unpack(ARGV, gone + 2)) end
return 1`);

/** A hash for each webhook, and a sorted set of those of each key. */
@Injectable()
export class RedisWebhookStore extends WebhookStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async create(webhook: Webhook, most: number): Promise<boolean> {
    const { commands } = this.connections;
    const { id, ownerId, createdAt } = webhook;
    return askRedis('create a webhook', async () => {
      // The entry first: it is what counts. One without a record is left out by readers, and replaced by whoever needs its place.
      let entered = await ENTER.run(commands, [ownedWebhooksKey(ownerId)], [most, createdAt, id]);
      if (entered !== 1) {
        await this.mend(ownerId);
        entered = await ENTER.run(commands, [ownedWebhooksKey(ownerId)], [most, createdAt, id]);
      }
      if (entered !== 1) return false;
      await commands.hset(webhookKey(id), toWebhookRecord(webhook));
      return true;
    });
  }

  async find(id: WebhookId): Promise<Webhook | undefined> {
    const record = await askRedis('read a webhook', () => this.connections.commands.hgetall(webhookKey(id)));
    return fromWebhookRecord(record);
  }

  async ofOwner(ownerId: string): Promise<readonly Webhook[]> {
    const found = await Promise.all((await this.idsOf(ownerId)).map((id) => this.find(id)));
    return found.filter((webhook) => webhook !== undefined);
  }

  async change(id: WebhookId, change: WebhookChange): Promise<Webhook | undefined> {
    const { set, gone } = changedFields(change);
    return askRedis('change a webhook', async () => {
      await CHANGE.run(this.connections.commands, [webhookKey(id)], [gone.length, ...gone, ...set.flat()]);
      return this.find(id);
    });
  }

  async remove({ id, ownerId }: Pick<Webhook, 'id' | 'ownerId'>): Promise<void> {
    const { commands } = this.connections;
    await askRedis('remove a webhook', async () => {
      await commands.del(webhookKey(id));
      await commands.zrem(ownedWebhooksKey(ownerId), id);
    });
  }

  private async idsOf(ownerId: string): Promise<readonly WebhookId[]> {
    const entries = await askRedis('list the webhooks of a key', () =>
      this.connections.commands.zrange(ownedWebhooksKey(ownerId), 0, -1),
    );
    return entries.flatMap((text) => parseWebhookId(text) ?? []);
  }

  /** Entries of which a crash has left no record. */
  private async mend(ownerId: string): Promise<void> {
    for (const id of await this.idsOf(ownerId)) {
      if ((await this.find(id)) === undefined) {
        await this.connections.commands.zrem(ownedWebhooksKey(ownerId), id);
      }
    }
  }
}
