import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

import { familyOf } from '#test/support/process-family';
import { ownDescriptors } from './descriptors';

/** What must be flat, and by how much the line through it may rise from the end of the warm-up to the end. */
export const MEASURES = {
  'api, MB': { mayRise: 48 },
  'worker, MB': { mayRise: 64 },
  'api, descriptors': { mayRise: 4 },
  'worker, descriptors': { mayRise: 4 },
  processes: { mayRise: 3 },
  'temporary files': { mayRise: 4 },
  'Redis, MB': { mayRise: 16 },
} as const;
export type Measure = keyof typeof MEASURES;
export type Sample = Readonly<Record<Measure, number>>;

export interface Measured {
  readonly api: number;
  /** Where its clients are connected to. */
  readonly port: number;
  readonly worker: number;
  readonly redis: Redis;
  readonly files: () => Promise<readonly string[]>;
}

export async function takeSample({ api, port, worker, redis, files }: Measured): Promise<Sample> {
  const used = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1];
  return {
    'api, MB': residentMb(api),
    'worker, MB': residentMb(worker),
    'api, descriptors': ownDescriptors(api, port),
    'worker, descriptors': ownDescriptors(worker, port),
    processes: familyOf(api).length + familyOf(worker).length,
    'temporary files': (await files()).length,
    'Redis, MB': Number(used) / (1 << 20),
  };
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
