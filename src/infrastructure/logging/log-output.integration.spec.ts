import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

import { KB, MB } from '#domain/shared/quantities';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { LogOutput } from './log-output';

const ROOT = join(__dirname, '../../..');
const LINES = 2000;
/** Of a KB each: half as many again as are kept. */
const WRITTEN = 12 * 1024;
/** Logs when it is told to, looks away for longer than a line waits for others, logs again and ends. */
const PROGRAM = `
  const { AppConfig } = require('#config/app-config');
  const { serviceLogger } = require('#infrastructure/logging/service-log');
  const config = new AppConfig();
  Object.assign(config.logging, { level: 'info', format: process.env.FORMAT });
  const log = serviceLogger(config);
  process.stdin.once('data', () => {
    log.info('first');
    setTimeout(() => {
      for (let line = 0; line < ${LINES}; line += 1) log.info('line ' + line);
      process.exit(3);
    }, Number(process.env.PAUSE_MS));
  });`;

interface Ended {
  readonly status: unknown;
  readonly output: string;
  readonly complaints: string;
}

/** @param output where the log goes: nowhere is a reader that has gone */
async function logTo(output: 'reader' | 'nowhere' | number, format: string, pauseMs: number): Promise<Ended> {
  const child = spawn(process.execPath, ['--require', './test/support/run-typescript.cjs', '-e', PROGRAM], {
    cwd: ROOT,
    env: { FORMAT: format, PAUSE_MS: String(pauseMs) },
    stdio: ['pipe', typeof output === 'number' ? output : 'pipe', 'pipe'],
  });
  try {
    if (output === 'nowhere') child.stdout?.destroy();
    const read = output === 'reader' && child.stdout !== null ? text(child.stdout) : Promise.resolve('');
    const complaints = child.stderr === null ? Promise.resolve('') : text(child.stderr);
    child.stdin?.write('go');
    const [status] = (await once(child, 'exit')) as [unknown];
    return { status, output: await read, complaints: await complaints };
  } finally {
    child.kill('SIGKILL');
  }
}

describe('a log that nobody reads', () => {
  let directory: TemporaryDirectory;
  beforeAll(async () => (directory = await TemporaryDirectory.create()));
  afterAll(() => directory.remove());

  it('takes so much memory and no more, and tells how many lines were lost', async () => {
    const path = join(directory.path, 'pipe');
    execFileSync('mkfifo', [path]);
    const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    try {
      const output = new LogOutput(pipe);
      for (let line = 0; line < WRITTEN; line += 1) output.write(`${'x'.repeat(1023)}\n`);
      let [read, end] = [0, ''];
      const buffer = Buffer.alloc(MB);
      for (let more = bytesIn(pipe, buffer); !end.includes('with room'); more = bytesIn(pipe, buffer)) {
        read += more;
        end = (end + buffer.toString('latin1', 0, more)).slice(-256 * KB);
        // There is room once a part was read; this line is the first to find it.
        if (read > 0 && read < 2 * MB) output.write('with room\n');
        await setTimeout(1);
      }
      const lost = Number(/(\d+) lines of the log were lost/.exec(end)?.[1]);
      expect(lost).toBeGreaterThan(WRITTEN / 4);
      expect(read).toBeLessThan(10 * MB);
    } finally {
      closeSync(pipe);
    }
  });
});

/** Read into the buffer; 0 where nothing waits. */
function bytesIn(pipe: number, buffer: Buffer): number {
  try {
    return readSync(pipe, buffer);
  } catch {
    return 0;
  }
}

describe.each(['json', 'pretty'])('a log as %s', (format) => {
  it.each([0, 400])(
    'is written whole and in its order before the process ends, %i ms after the first line',
    async (pause) => {
      const { status, output } = await logTo('reader', format, pause);
      expect(status).toBe(3);
      const lines = output.split('\n').filter((line) => line.includes('line '));
      expect(lines.map((line) => Number(/line (\d+)/.exec(line)?.[1]))).toEqual(
        Array.from({ length: LINES }, (_, line) => line),
      );
    },
  );

  it.each([0, 400])('does not keep the process whose reader has gone, %i ms after the first line', async (pause) => {
    expect(await logTo('nowhere', format, pause)).toMatchObject({ status: 3, complaints: '' });
  });

  it.each([0, 400])(
    'neither ends nor keeps the process on a disk that is full, %i ms after the first line',
    async (pause) => {
      const full = openSync('/dev/full', 'w');
      try {
        expect(await logTo(full, format, pause)).toMatchObject({ status: 3, complaints: '' });
      } finally {
        closeSync(full);
      }
    },
  );
});
