/**
 * The suites of the bucket against a second server, fauxqs, which keeps checksums and tells ETags as Amazon does. It wants Node 22.5,
 * so it is run by a Node of npm's; both are fetched by npx.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PACKAGES = ['--package', 'node@24', '--package', 'fauxqs@2.4.1'];
const WAIT_MS = 180_000;

const probe = createServer().listen(0, '127.0.0.1');
await new Promise((resolve) => probe.once('listening', resolve));
const { port } = probe.address();
await new Promise((resolve) => probe.close(resolve));

const endpoint = `http://127.0.0.1:${port}`;
const server = spawn('npx', ['--yes', ...PACKAGES, '--call', 'exec fauxqs'], {
  cwd: ROOT,
  detached: true,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, FAUXQS_PORT: String(port), FAUXQS_HOST: '127.0.0.1' },
});
try {
  await madeBucket();
  const jest = ['jest', 'src/infrastructure/bucket', '--selectProjects', 'integration', '--runInBand', '--forceExit'];
  const env = { ...process.env, BUCKET_OF_CONTRACT: `${endpoint} id secret` };
  process.exitCode = spawnSync('npx', jest, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
} finally {
  process.kill(-server.pid, 'SIGTERM');
}
/** Once it serves. */
async function madeBucket() {
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await delay(200)) {
    if (server.exitCode !== null) break;
    const made = await fetch(`${endpoint}/samples-of-tests`, { method: 'PUT' }).catch(() => undefined);
    if (made?.ok === true) return;
  }
  throw new Error('fauxqs does not serve');
}
