// Preloaded into a service: tells the process that started it, when asked, how long its event loop was held at most.
const { isMainThread } = require('node:worker_threads');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const RESOLUTION_MS = 5;

if (isMainThread && process.send !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  process.on('message', (asked) => {
    if (asked !== 'stalls') return;
    // The histogram holds whole intervals: what is over the resolution is delay.
    const milliseconds = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    process.send({ longest: milliseconds(delays.max), p99: milliseconds(delays.percentile(99)) });
    delays.reset();
  });
  process.channel.unref();
}
