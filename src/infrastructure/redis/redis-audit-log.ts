import { Injectable } from '@nestjs/common';

import { AuditLog } from '#application/ports/audit-log.port';
import type { AuditEntry, RecordedAuditEntry } from '#domain/access/audit-entry';
import { AUDITED_OPERATIONS } from '#domain/access/audit-entry';
import { askRedis } from './ask-redis';
import { RedisConnections } from './redis-connections';
import { RedisScript } from './redis-script';

const AUDIT = 'audit';
const KEEP_MS = 90 * 86_400_000;
/** About 100 MB: however busy the service is, its audit does not fill the Redis of the queue. */
const MOST_ENTRIES = 1_000_000;
const BATCH = 1000;

/** By Redis's clock, as the ids of a stream are. ARGV: milliseconds to keep, most entries, then field, value, … or nothing. */
const RECORD = new RedisScript(`
local clock = redis.call('TIME')
if #ARGV > 2 then redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', unpack(ARGV, 3)) end
local oldest = math.max(0, clock[1] * 1000 + math.floor(clock[2] / 1000) - ARGV[1])
redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f', oldest))
return redis.call('XLEN', KEYS[1])`);

/** A stream, trimmed by whoever writes or reads it. */
@Injectable()
export class RedisAuditLog extends AuditLog {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async record({ keyId, operation, resourceId }: AuditEntry): Promise<void> {
    const fields = ['key', keyId, 'operation', operation, 'resource', resourceId];
    await askRedis('record an operation', () =>
      RECORD.run(this.connections.commands, [AUDIT], [KEEP_MS, MOST_ENTRIES, ...fields]),
    );
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
