import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { WatchedService } from './support/service.mjs';

const USUAL = ['/bin/ls', '/usr/bin/git', '/usr/bin/ctest', '/usr/bin/python3.11', '/usr/bin/node'];
const TIMEOUT_SECONDS = '120';

const RESOLUTION_MS = 5;

/**
 * Per sample: the longest time that the service's event loop was held while it received, analysed and stored it. Beside it what
 * this process saw, which only waits: that much is the machine's.
 */
export async function watchStalls({ rounds, samples = USUAL.filter((path) => existsSync(path)) }) {
  const figures = [];
  const service = await WatchedService.start();
  const idle = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  idle.enable();
  try {
    console.log(
      `standard depth, timeout ${TIMEOUT_SECONDS} s, ${rounds} rounds; milliseconds that the event loop was held\n`,
    );
    console.log(row('sample', 'MB', 'longest ms', 'p99 ms', 'idle ms', 'seconds', 'functions'));
    await service.analyse(samples[0], { analysis_depth: 'quick' });
    for (const path of samples) {
      const measured = [];
      for (let round = 0; round < rounds; round += 1) {
        await service.stalls();
        idle.reset();
        const { result, seconds } = await service.analyse(path, { timeout_seconds: TIMEOUT_SECONDS });
        measured.push({
          ...(await service.stalls()),
          idle: idle.max / 1e6 - RESOLUTION_MS,
          seconds,
          functions: result.summary.counts.functions,
        });
      }
      const worst = (name) => Math.max(...measured.map((each) => each[name]));
      console.log(
        row(
          basename(path),
          (statSync(path).size / 1e6).toFixed(1),
          worst('longest').toFixed(0),
          worst('p99').toFixed(0),
          worst('idle').toFixed(0),
          worst('seconds').toFixed(1),
          worst('functions'),
        ),
      );
      figures.push({
        name: `${basename(path)}, longest`,
        against: 'an idle process on the machine',
        unit: 'ms',
        values: measured.map(({ longest }) => longest),
      });
    }
    return { figures };
  } finally {
    await service.stop();
  }
}

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((cell) => String(cell).padStart(11))].join(' ');
}
