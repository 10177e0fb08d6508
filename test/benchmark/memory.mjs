// What stays in memory of many analyses, and what each costs Redis.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

import { ownRedis } from './support/own-redis.mjs';
import { WatchedService } from './support/service.mjs';

const require = createRequire(import.meta.url);
const { Redis } = require('ioredis');

const FEW = 10;
const MANY = 1000;
const CLIENTS = 4;
const MOST = 1.1;
/** What is under way has ended by then, and memory that can be had back has been asked for by what came later. */
const SETTLE_MS = 3000;
const PROGRAM = readFileSync('/bin/true');

/** Small programs, each another content, one after the other. Redis's own commands and bytes are those between the two looks. */
export async function measureMemory() {
  const redis = await ownRedis();
  const client = new Redis(redis.url);
  const service = await WatchedService.start({
    BIN2NLP_REDIS__URL: redis.url,
    BIN2NLP_FEATURE_RATE_LIMITING: 'off',
    BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '0',
  });
  try {
    await analyse(service, 0, FEW);
    const few = await look(service, client);
    await analyse(service, FEW, MANY);
    const many = await look(service, client);
    const jobs = MANY - FEW;
    const each = (name) => (many.redis[name] - few.redis[name]) / jobs;
    const after = `after ${FEW} analyses`;
    const against = `${MANY} analyses`;
    console.log(`resident ${few.service.toFixed(0)} MB ${after}, ${many.service.toFixed(0)} MB after ${against}`);
    return {
      figures: [
        {
          name: `memory after ${against}`,
          against: after,
          unit: 'x',
          values: [many.service / few.service],
          target: { most: MOST },
        },
        { name: 'Redis, commands of a job', against: '', unit: 'commands', values: [each('total_commands_processed')] },
        {
          name: 'Redis, bytes to it of a job',
          against: '',
          unit: 'KB',
          values: [each('total_net_input_bytes') / 1024],
        },
        {
          name: 'Redis, bytes from it of a job',
          against: '',
          unit: 'KB',
          values: [each('total_net_output_bytes') / 1024],
        },
        { name: 'Redis, memory kept of a job', against: '', unit: 'KB', values: [each('used_memory') / 1024] },
      ],
    };
  } finally {
    await service.stop();
    client.disconnect();
    await redis.stop();
  }
}

async function analyse(service, from, to) {
  const path = (lane) => `${service.directory}/variant-${lane}`;
  let next = from;
  const lane = async (number) => {
    while (next < to) {
      await writeFile(path(number), Buffer.concat([PROGRAM, Buffer.from(String((next += 1)))]));
      await service.analyse(path(number), { analysis_depth: 'standard', force_reanalysis: 'false' });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => lane(number)));
  await delay(SETTLE_MS);
}

async function look(service, client) {
  const info = await client.info();
  const redis = Object.fromEntries(
    info.split('\r\n').flatMap((line) => {
      const [, name, value] = /^(\w+):(\d+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)]];
    }),
  );
  return { redis, service: (await service.memory()).service / 2 ** 20 };
}
