// A thread of its own: asks whether the service lives, again and again, and tells the worst time when it is told to stop.
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const seen = { polls: 0, failures: 0, worstMs: 0 };
let stopped = false;

parentPort.once('message', () => {
  stopped = true;
});

while (!stopped) {
  const started = performance.now();
  const status = await ask(`${workerData.url}/api/v1/health/live`);
  seen.polls += 1;
  if (status !== 200) seen.failures += 1;
  seen.worstMs = Math.max(seen.worstMs, performance.now() - started);
  await delay(20);
}
agent.destroy();
parentPort.postMessage(seen);

function ask(url) {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    }).once('error', () => resolve(0));
  });
}
