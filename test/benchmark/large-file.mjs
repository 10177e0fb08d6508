import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { installedRadare2 } from './support/installed-radare2.mjs';
import { WatchedService } from './support/service.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { AppConfig } = require('../../dist/config/app-config.js');

const LARGE = ['/usr/bin/node', process.execPath].find((path) => existsSync(path));
const TIMEOUT_SECONDS = '120';
const WATCH_MS = 200;

/** Of the largest files: quick depth against rabin2 over the same questions, standard depth within two minutes, and the memory. */
export async function watchLarge({ rounds, samples = [LARGE] }) {
  const figures = [];
  const service = await WatchedService.start();
  try {
    for (const path of samples) {
      const ratios = [];
      for (let round = 0; round < rounds; round += 1) {
        const rabin2 = await timed(() => runRabin2(path));
        const { seconds } = await service.analyse(path, { analysis_depth: 'quick', timeout_seconds: TIMEOUT_SECONDS });
        ratios.push(seconds / rabin2);
        console.log(
          `${path}: rabin2 ${rabin2.toFixed(1)} s, quick ${seconds.toFixed(1)} s: ${ratios.at(-1).toFixed(2)}x`,
        );
      }
      const name = basename(path);
      const against = 'rabin2 -j -I -i -E -S -z';
      figures.push({ name: `${name}, quick`, against, unit: 'x', values: ratios, target: { most: 1 } });
      const { seconds, memory } = await watchStandard(service, path);
      figures.push(
        { name: `${name}, standard`, against: '', unit: 's', values: [seconds] },
        { name: `${name}, standard, memory of the service`, against: '', unit: 'MB', values: [memory] },
      );
    }
    return { figures };
  } finally {
    await service.stop();
  }
}

async function watchStandard(service, path) {
  const most = { service: 0, children: 0 };
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const now = await service.memory();
      for (const name of ['service', 'children']) most[name] = Math.max(most[name], now[name]);
      await delay(WATCH_MS);
    }
  })();
  const { result, seconds } = await service.analyse(path, { timeout_seconds: TIMEOUT_SECONDS });
  isOver = true;
  await watching;
  const { metadata, summary } = result;
  console.log(`standard, timeout ${TIMEOUT_SECONDS} s: ${seconds.toFixed(1)} s, ${summary.counts.functions} functions`);
  console.log(
    `most memory: service ${(most.service / 1e6).toFixed(0)} MB, children ${(most.children / 1e6).toFixed(0)} MB`,
  );
  for (const { name, status, reason } of metadata.stages) console.log(`stage ${name}: ${status} ${reason ?? ''}`);
  for (const { section, kept, total } of metadata.truncated)
    console.log(`cut: ${section} ${kept} of ${total ?? 'more'}`);
  return { seconds, memory: most.service / 1e6 };
}

function runRabin2(path) {
  const { radare2Prefix: prefix } = new AppConfig().analysis;
  const { program, env } = installedRadare2('rabin2', prefix);
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['-j', '-I', '-i', '-E', '-S', '-z', path], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', resolve);
  });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
