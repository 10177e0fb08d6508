import { spawn } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath, URLSearchParams } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WATCH = fileURLToPath(new URL('watch-event-loop.cjs', import.meta.url));
const UP = /is up on (http:\/\/[\d.]+:\d+)/;
/** Of a job that takes longer than its submission waits: what is measured is this much too long at most. */
const POLL_MS = 25;
const TICKS_PER_SECOND = 100;
const READ_BYTES = 256 * 1024;

/** The built service as an operator would start it (role all, a Redis and a data directory of its own), watched. */
export class WatchedService {
  #child;
  #directory;
  url = '';

  /** @param program the Node.js that runs it */
  static async start(variables = {}, program = process.execPath) {
    const service = new WatchedService();
    service.#directory = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
    service.#child = spawn(program, ['--require', WATCH, join(ROOT, 'dist/main.js')], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        BIN2NLP_SERVER__PORT: '0',
        BIN2NLP_LOGGING__LEVEL: 'info',
        // As in production; lines for people cost more.
        BIN2NLP_LOGGING__FORMAT: 'json',
        BIN2NLP_STORAGE__DATA_DIR: service.#directory,
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    service.url = await new Promise((resolve, reject) => {
      let output = '';
      service.#child.stdout.setEncoding('utf8').on('data', (text) => {
        output += text;
        const match = UP.exec(output);
        if (match !== null) resolve(match[1]);
      });
      service.#child.once('close', () => reject(new Error(`The service ended:\n${output}`)));
    });
    return service;
  }

  /** Sends the file, waits for the end of its job. Resolves to the summary and the seconds from the first byte on. */
  async analyse(path, options = {}) {
    const query = new URLSearchParams({ filename: basename(path), force_reanalysis: 'true', ...options });
    const started = performance.now();
    const { data, error } = await send(`${this.url}/api/v1/analyze?${query}`, path);
    if (error !== undefined && error !== null) throw new Error(`${path}: ${error.code} ${error.message}`);
    const result = data.result ?? (await this.#resultOf(data.job_id));
    return { result, jobId: data.job_id, seconds: (performance.now() - started) / 1000 };
  }

  /** Its own, gone with it. */
  get directory() {
    return this.#directory;
  }

  get pid() {
    return this.#child.pid;
  }

  /** Milliseconds of the longest stall and of the 99th percentile since it was last asked. */
  async stalls() {
    const answer = new Promise((resolve) => this.#child.once('message', resolve));
    this.#child.send('stalls');
    return answer;
  }

  /** Bytes now: the service's own resident memory, and that of the programs that it runs over samples, together. */
  async memory() {
    const processes = await readProcesses();
    const children = descendantsOf(this.#child.pid, processes).filter(({ name }) => !name.startsWith('redis'));
    return {
      service: processes.find(({ pid }) => pid === this.#child.pid)?.resident ?? 0,
      children: children.reduce((sum, { resident }) => sum + resident, 0),
    };
  }

  async stop() {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.removeAllListeners('close');
    this.#child.once('close', () => undefined);
    this.#child.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => this.#child.once('exit', resolve))]);
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #resultOf(id) {
    for (;;) {
      const response = await fetch(`${this.url}/api/v1/analyze/${id}`);
      const { data, error } = await response.json();
      if (response.status === 200) return data.result;
      if (response.status !== 202) throw new Error(`${error.code} ${error.message} ${JSON.stringify(error.details)}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** A file as a client sends it that has nothing else to do. Resolves to the answer. */
function send(url, path) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': statSync(path).size };
    const client = request(url, { method: 'POST', headers }, (response) => {
      json(response).then(resolve, reject);
    });
    client.once('error', reject);
    createReadStream(path, { highWaterMark: READ_BYTES }).pipe(client);
  });
}

/** Of a process, its children that have ended and those that run, together. */
export async function processorSeconds(pid) {
  const running = [{ pid }, ...descendantsOf(pid, await readProcesses())];
  const ticks = await Promise.all(running.map((each) => ticksOf(each.pid).catch(() => 0)));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

async function ticksOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold spaces: utime, stime, cutime and cstime are the 14th to the 17th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
}

async function readProcesses() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map((pid) => readProcess(Number(pid)).catch(() => undefined)));
  return all.filter((each) => each !== undefined);
}

async function readProcess(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
  return { pid, name: field('Name'), parent: Number(field('PPid')), resident: Number(field('VmRSS')) * 1024 };
}

function descendantsOf(pid, processes) {
  const children = processes.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, processes)]);
}
