import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';

import { AuditLog } from '#application/ports/audit-log.port';
import type { AuditEntry, RecordedAuditEntry } from '#domain/access/audit-entry';
import { AUDITED_OPERATIONS } from '#domain/access/audit-entry';
import { DAY_MS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';

const AUDIT = 'audit';
const KEEP_MS = 90 * DAY_MS;
/** About 100 MB: however busy the service is, its audit does not fill the Redis of the queue. */
const MOST_ENTRIES = 1_000_000;
const BATCH = 1000;

/** By Redis's clock, as the ids of a stream are. ARGV: milliseconds to keep, most entries, then key, operation, resource of each entry. */
const RECORD = new RedisScript(`
local clock = redis.call('TIME')
for at = 3, #ARGV, 3 do
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*',
    'key', ARGV[at], 'operation', ARGV[at + 1], 'resource', ARGV[at + 2])
end
local oldest = math.max(0, clock[1] * 1000 + math.floor(clock[2] / 1000) - ARGV[1])
redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f', oldest))
return redis.call('XLEN', KEYS[1])`);

interface Waiting {
  readonly entry: AuditEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A stream, trimmed by whoever writes or reads it. What is recorded in one turn of the event loop is written by one call. */
@Injectable()
export class RedisAuditLog extends AuditLog implements BeforeApplicationShutdown {
  private waiting: Waiting[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly connections: RedisConnections) {
    super();
  }

  record(entry: AuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ entry, resolve, reject }) === 1)
        setImmediate(() => {
          this.writeWaiting();
        });
    });
  }

  /** Connections are closed after this: nothing that was recorded is lost by a stop. */
  async beforeApplicationShutdown(): Promise<void> {
    this.writeWaiting();
    await Promise.all(this.underWay);
  }

  private writeWaiting(): void {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    const written = this.write(batch).finally(() => this.underWay.delete(written));
    this.underWay.add(written);
  }

  /** Never rejects: each of those who recorded is told. */
  private async write(batch: readonly Waiting[]): Promise<void> {
    const fields = batch.flatMap(({ entry }) => [entry.keyId, entry.operation, entry.resourceId]);
    try {
      await askRedis('record an operation', () =>
        RECORD.run(this.connections.commands, [AUDIT], [KEEP_MS, MOST_ENTRIES, ...fields]),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async list(
    offset: number,
    limit: number,
  ): Promise<{ readonly entries: readonly RecordedAuditEntry[]; readonly total: number }> {
    return askRedis('read the audit', async () => {
      const total = Number(await RECORD.run(this.connections.commands, [AUDIT], [KEEP_MS, MOST_ENTRIES]));
      if (offset >= total) return { entries: [], total };
      const start = await this.idAfter(offset);
      const entries = await this.connections.commands.xrevrange(AUDIT, start, '-', 'COUNT', limit);
      return { entries: entries.flatMap(([id, fields]) => fromStreamEntry(id, fields)), total };
    });
  }

  /** Where to read on after so many of the newest. A stream has no positions: they are walked over, in batches. */
  private async idAfter(count: number): Promise<string> {
    let start = '+';
    for (let rest = count; rest > 0; rest -= BATCH) {
      const passed = await this.connections.commands.xrevrange(AUDIT, start, '-', 'COUNT', Math.min(rest, BATCH));
      const last = passed.at(-1)?.[0];
      if (last === undefined) return '(0-0';
      start = `(${last}`;
    }
    return start;
  }
}

/** Fields stand as `record` wrote them: name, value, name, value, … */
function fromStreamEntry(id: string, fields: readonly string[]): readonly RecordedAuditEntry[] {
  const [, keyId = '', , named, , resourceId = ''] = fields;
  const operation = AUDITED_OPERATIONS.find((known) => known === named);
  return operation === undefined ? [] : [{ at: Number(id.split('-', 1)[0]), keyId, operation, resourceId }];
}
