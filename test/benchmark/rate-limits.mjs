// What counting a request costs: the adapter's own call on a Redis of its own, budgets filled up to just below their limits.
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
require('reflect-metadata');

const CALLS = 2000;
const HOUR = 3_600_000;

export async function measureRateLimits() {
  const { AppConfig } = require('../../dist/config/app-config.js');
  const { PrivateRedis } = require('../../dist/infrastructure/redis/private/private-redis.js');
  const { RedisConnections } = require('../../dist/infrastructure/redis/connection/redis-connections.js');
  const { RedisRateLimiter } = require('../../dist/infrastructure/redis/access/redis-rate-limiter.js');

  const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
  const redis = await PrivateRedis.start(directory);
  const config = Object.assign(new AppConfig(), {});
  Object.assign(config.redis, { url: redis.url });
  const connections = new RedisConnections(config);
  connections.open();
  await connections.serving();
  const limiter = new RedisRateLimiter(connections);
  const figures = [];
  try {
    console.log(
      `${'budget'.padEnd(34)}${'entries'.padStart(9)}${'KB'.padStart(7)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}`,
    );
    const windows = (perHour, burst) => [
      { limit: perHour, milliseconds: HOUR },
      ...(burst === undefined ? [] : [{ limit: burst, milliseconds: 10_000 }]),
    ];
    await measure('warm-up', 10, windows(100_000, 100_000), false);
    await measure('reads of a key, nearly empty', 10, windows(6000, 6000));
    await measure('reads of a key, nearly full', 6000 - CALLS - 1, windows(6000, 6000));
    await measure('reads of a key, refused', 6000, windows(6000, 6000));
    await measure('global reads, nearly full', 20_000 - CALLS - 1, windows(20_000));
    await measure('submissions of a key, refused', 100, windows(100, 10));
    const ping = await timed(() => connections.commands.ping());
    console.log(`${'PING on the same connection'.padEnd(50)}${shown(ping)}`);
    return { figures: [...figures, ...figuresOf('PING on the same connection', ping)] };
  } finally {
    await connections.close();
    await redis.stop();
    await rm(directory, { recursive: true, force: true });
  }

  async function measure(name, entries, limits, show = true) {
    const subject = name.replaceAll(' ', '-');
    const key = `rate:{${subject}}:read`;
    const start = (Date.now() - HOUR / 2) * 1000;
    const times = Array.from({ length: entries }, (_, index) => String(start + index * 50_000));
    for (let at = 0; at < times.length; at += 1000)
      await connections.commands.rpush(key, ...times.slice(at, at + 1000));
    const cost = await timed(() => limiter.take({ subject, kind: 'read' }, limits));
    const bytes = await connections.commands.call('MEMORY', 'USAGE', key, 'SAMPLES', '0');
    const size = await connections.commands.llen(key);
    if (!show) return;
    figures.push(...figuresOf(name, cost));
    console.log(`${name.padEnd(34)}${String(size).padStart(9)}${(bytes / 1024).toFixed(0).padStart(7)}${shown(cost)}`);
  }

  async function timed(call) {
    const costs = [];
    for (let time = 0; time < CALLS; time += 1) {
      const begun = performance.now();
      await call();
      costs.push(performance.now() - begun);
    }
    costs.sort((one, other) => one - other);
    return [0.5, 0.99].map((share) => costs[Math.floor(costs.length * share)]);
  }
}

function shown(cost) {
  return cost.map((value) => value.toFixed(3).padStart(9)).join('');
}

function figuresOf(name, [p50, p99]) {
  return Object.entries({ p50, p99 }).map(([share, value]) => ({
    name: `${name}, ${share}`,
    against: '',
    unit: 'ms',
    values: [value],
  }));
}
