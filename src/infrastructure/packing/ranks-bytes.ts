import { deserialize, serialize } from 'node:v8';

import type { RankColumns } from '#domain/report/rank-columns';
import { RANKS_VERSION } from '#domain/report/rank-columns';

interface StoredRanks {
  readonly version: number;
  readonly ranks: RankColumns;
}

export function encodeRanks(ranks: RankColumns): Buffer {
  return serialize({ version: RANKS_VERSION, ranks } satisfies StoredRanks);
}

/** Of bytes whose checksum was right: nobody else writes them. `undefined` where another version of this program did. */
export function decodeRanks(stored: Uint8Array): RankColumns | undefined {
  const { version, ranks } = deserialize(stored) as StoredRanks;
  return version === RANKS_VERSION ? ranks : undefined;
}
