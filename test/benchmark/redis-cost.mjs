// What a job costs Redis: commands, bytes, by depth; beside what it cost when that was stored last.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

import figures from './report/figures.cjs';
import { ownRedis } from './support/own-redis.mjs';
import { WatchedService } from './support/service.mjs';

const { digits, summaryOf } = figures;
const require = createRequire(import.meta.url);
const { Redis } = require('ioredis');

const JOBS = 50;
/** What is done once or now and then is not what a job costs. */
const WARM_UP = 5;
const SETTLE_MS = 1000;
const MOST_COMMANDS = 8;
const PROGRAM = readFileSync('/bin/ls');
const COUNTED = {
  total_commands_processed: { name: 'commands', unit: 'commands', of: (value) => value },
  total_net_input_bytes: { name: 'bytes to Redis', unit: 'KB', of: (value) => value / 1024 },
  total_net_output_bytes: { name: 'bytes from Redis', unit: 'KB', of: (value) => value / 1024 },
};

/** `JOBS` programs one after the other, each another content, waited for by their submission or by polling as clients do. */
export async function measureRedisCost({ stored }) {
  const redis = await ownRedis();
  const client = new Redis(redis.url);
  const service = await WatchedService.start({ BIN2NLP_REDIS__URL: redis.url, BIN2NLP_FEATURE_RATE_LIMITING: 'off' });
  let variants = 0;
  const analyse = async (depth, jobs) => {
    const path = `${service.directory}/variant`;
    for (let job = 0; job < jobs; job += 1) {
      await writeFile(path, Buffer.concat([PROGRAM, Buffer.from(String((variants += 1)))]));
      await service.analyse(path, { analysis_depth: depth, force_reanalysis: 'false' });
    }
    await delay(SETTLE_MS);
  };
  try {
    const all = [];
    for (const depth of ['quick', 'standard']) {
      await analyse(depth, WARM_UP);
      const idle = await restOf(client);
      const [before, started] = [await look(client), performance.now()];
      await analyse(depth, JOBS);
      const after = await look(client);
      const seconds = (performance.now() - started) / 1000;
      for (const [field, { name, unit, of }] of Object.entries(COUNTED)) {
        // What the service does for itself meanwhile belongs to no job.
        const spent = after[field] - before[field] - idle[field] * seconds;
        all.push({ name: `${name} of a job, ${depth}`, against: '', unit, values: [of(spent / JOBS)] });
      }
      console.log(`${depth}, most frequent: ${frequent(before.commands, after.commands)}`);
    }
    compareWith(stored, all);
    return { figures: all };
  } finally {
    await service.stop();
    client.disconnect();
    await redis.stop();
  }
}

/** Of each counter, what a second without jobs adds. */
async function restOf(client) {
  const [before, started] = [await look(client), performance.now()];
  await delay(3 * SETTLE_MS);
  const after = await look(client);
  const seconds = (performance.now() - started) / 1000;
  return Object.fromEntries(Object.keys(COUNTED).map((field) => [field, (after[field] - before[field]) / seconds]));
}

async function look(client) {
  const stats = await client.info('stats');
  const counters = Object.fromEntries(
    Object.keys(COUNTED).map((field) => [field, Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(stats)[1])]),
  );
  const commands = new Map(
    [...(await client.info('commandstats')).matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)].map(([, name, calls]) => [
      name,
      Number(calls),
    ]),
  );
  return { ...counters, commands };
}

function frequent(before, after) {
  const spent = [...after].map(([name, calls]) => [name, (calls - (before.get(name) ?? 0)) / JOBS]);
  const most = spent.toSorted(([, one], [, other]) => other - one).slice(0, MOST_COMMANDS);
  return most.map(([name, calls]) => `${name} ${digits(calls)}`).join(', ');
}

function compareWith(stored, all) {
  if (stored === undefined) return;
  for (const figure of all) {
    const before = stored.figures.find(({ name }) => name === figure.name);
    if (before === undefined) continue;
    const ratio = summaryOf(figure).value / summaryOf(before).value;
    console.log(`${figure.name}: ${digits(ratio)}x of what it was at commit ${stored.commit}`);
  }
}
