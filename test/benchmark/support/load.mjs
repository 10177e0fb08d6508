// A load generator in a process of its own; gets its plan from its parent and answers with the latencies.
import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

process.once('message', async ({ mode, rate, readers, seconds, requests = Infinity, headers = {}, urls }) => {
  const latencies = [];
  let failed = 0;
  let next = 0;
  /** `due`: when the request was to be sent: what waits behind others has waited too. */
  const request = (due) =>
    new Promise((resolve) => {
      const end = (ok) => {
        latencies.push(performance.now() - due);
        if (!ok) failed += 1;
        resolve();
      };
      get(urls[next++ % urls.length], { agent, headers }, (response) => {
        response
          .resume()
          .once('end', () => end(response.statusCode === 200))
          .once('error', () => end(false));
      }).once('error', () => end(false));
    });
  const started = performance.now();
  if (mode === 'open') {
    const total = rate * seconds;
    const under = [];
    for (let sent = 0; sent < total;) {
      const now = performance.now();
      for (; sent < total && started + (sent * 1000) / rate <= now; sent += 1)
        under.push(request(started + (sent * 1000) / rate));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(under);
  } else {
    const until = started + seconds * 1000;
    const reader = async () => {
      while (performance.now() < until && next < requests) await request(performance.now());
    };
    await Promise.all(Array.from({ length: readers }, reader));
  }
  latencies.sort((one, other) => one - other);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  process.send({ count: latencies.length, failed, p50: at(0.5), p99: at(0.99), max: latencies.at(-1) }, () =>
    process.exit(0),
  );
});
